"""Questions made from the duties: how often, whom, by which clause, is this passage good enough and why.

Nothing is made up: the right answer, the wrong ones and the reason all stand in the catalogue.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.catalogue import Catalogue
from kb.models import Floor, Requirement

Sort = Literal["limit", "passage", "who", "clause"]
SORTS: dict[Sort, str] = {"limit": "间隔与时限", "passage": "这段话行不行", "who": "谁要做", "clause": "出自哪一条"}
ENOUGH, NOT_ENOUGH = "算有", "不算"
CHOICES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its choices; `answer` is one of them, `why` tells the reason and the clause."""

    id: str
    requirement: str
    sort: Sort
    asks: str
    choices: tuple[str, ...]
    answer: str
    why: str


def questions(catalogue: Catalogue) -> tuple[Question, ...]:
    """Every question the catalogue gives, in a fixed order; ids stay while the duty stays."""
    return (*_limits(catalogue), *_passages(catalogue), *_whom(catalogue), *_clauses(catalogue))


def cite(catalogue: Catalogue, requirement: Requirement) -> str:
    basis = catalogue.basis(requirement)
    return f"{basis.cite} {basis.clause}"


def _limits(catalogue: Catalogue) -> Iterator[Question]:
    for table, floors in catalogue.floors.items():
        said = [(floor, text) for floor in floors if (text := _limit(floor))]
        others = list(dict.fromkeys(text for _f, text in said))
        for place, (floor, text) in enumerate(said):
            rows = [catalogue.requirements[k] for k in floor.rows if k in catalogue.requirements]
            about = "，".join(
                x for x in (floor.subject or floor.who, floor.plan, f"报{floor.to}" if floor.to else "") if x
            )
            if rows and len(others) > 1:
                why = f"{rows[0].statement}（{'；'.join(cite(catalogue, r) for r in rows)}）"
                asks = f"{about}：{_ABOUT.get(table, '')}最低要求是什么？"
                yield Question(
                    f"limit-{table}-{place}",
                    rows[0].id,
                    "limit",
                    asks,
                    _mixed(f"{table}{place}", text, others),
                    text,
                    why,
                )


_ABOUT = {
    "drill_interval": "演练",
    "review_interval": "预案评估",
    "report_limits": "事故信息报告",
    "filing_limits": "备案",
}


def _limit(floor: Floor) -> str:
    limits = (
        (floor.max_months, "每 {} 个月至少一次"),
        (floor.max_years, "每 {} 年至少一次"),
        (floor.hours, "{} 小时内"),
        (floor.workdays, "{} 个工作日内"),
    )
    return "、".join(text.format(value) for value, text in limits if value is not None)


def _passages(catalogue: Catalogue) -> Iterator[Question]:
    for r in catalogue.requirements.values():
        for point in r.points:
            for answer, passages in ((ENOUGH, point.good), (NOT_ENOUGH, point.bad)):
                for place, passage in enumerate(passages[:1]):
                    asks = f"审“{r.name}”，看点是“{point.says}”。预案里这样写，算不算有？\n{passage.strip()}"
                    told = "满足" if answer == ENOUGH else f"没有满足“{point.says}”"
                    advice = (
                        f"；{point.advice or r.advice}" if answer == NOT_ENOUGH and (point.advice or r.advice) else ""
                    )
                    why = f"{told}{advice}（{cite(catalogue, r)}）"
                    key = f"passage-{r.id}-{point.id}-{'g' if answer == ENOUGH else 'b'}{place}"
                    yield Question(key, r.id, "passage", asks, (ENOUGH, NOT_ENOUGH), answer, why)


def _whom(catalogue: Catalogue) -> Iterator[Question]:
    every = list(dict.fromkeys(r.applies.text for r in catalogue.requirements.values() if r.applies.text))
    for r in catalogue.requirements.values():
        if r.applies.text and r.tier != "equivalent":
            asks = f"“{r.name}”这一条针对谁？"
            why = f"{r.statement}（{cite(catalogue, r)}）"
            yield Question(f"who-{r.id}", r.id, "who", asks, _mixed(r.id, r.applies.text, every), r.applies.text, why)


def _clauses(catalogue: Catalogue) -> Iterator[Question]:
    every = [cite(catalogue, r) for r in catalogue.requirements.values() if r.tier == "core"]
    for r in catalogue.requirements.values():
        if r.tier == "core":
            right = cite(catalogue, r)
            same = {cite(catalogue, e) for e in catalogue.equals(r)}
            others = [c for c in every if c not in same]
            yield Question(
                f"clause-{r.id}", r.id, "clause", f"哪一条要求：{r.statement}", _mixed(r.id, right, others), right,
                f"{r.name}（{right}）",
            )  # fmt: skip


def _mixed(seed: str, right: str, others: Sequence[str]) -> tuple[str, ...]:
    """The right answer among up to three others, always in the same order for the same question."""
    rng = random.Random(seed)
    wrong = [o for o in dict.fromkeys(others) if o != right]
    chosen = [right, *rng.sample(wrong, min(CHOICES - 1, len(wrong)))]
    rng.shuffle(chosen)
    return tuple(chosen)


def choose(
    every: Sequence[Question], *, sorts: Sequence[str] = (), groups: Sequence[str] = (), catalogue: Catalogue
) -> list[Question]:
    """Questions of these sorts about duties of these groups; empty means all."""
    return [
        q
        for q in every
        if (not sorts or q.sort in sorts) and (not groups or catalogue.requirements[q.requirement].group in groups)
    ]
