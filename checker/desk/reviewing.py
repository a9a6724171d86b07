"""The review of one run: forms and duties with the human verdicts that stand, and what changed since they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.desk.store import decisions, plans, runs
from checker.desk.store.database import Desk
from checker.desk.store.decisions import Decision, DecisionRow, Key
from checker.errors import InputError
from checker.report import VERDICT_LABELS, Report, Verdict
from checker.reporting.forms import HUMAN_VERDICTS, Form, Line, Opinion, fill_duties, fill_forms
from kb.catalogue import load_catalogue

CHANGED_WORDS = "原文已变，请再看"
CHANGED_PROPOSAL = "初审意见由“{old}”变为“{new}”，请再看"


@dataclass(frozen=True)
class Review:
    """One finished run, its plan and version, and everything decided on the plan so far."""

    desk: Desk
    run: runs.Run
    plan: plans.PlanRow
    version: plans.VersionRow
    report: Report
    decided: Mapping[Key, DecisionRow]

    @cached_property
    def opinions(self) -> Mapping[Key, Opinion]:
        """What stands, told as carried over where it was decided on another version, and as changed where it was."""
        return _opinions(self)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return fill_forms(self.report, load_catalogue(), self.opinions)

    @cached_property
    def duties(self) -> tuple[Form, ...]:
        return fill_duties(self.report, load_catalogue(), self.opinions)

    @property
    def reviewers(self) -> str:
        return "、".join(dict.fromkeys(row.who for row in self.decided.values() if row.who))


def open_review(desk: Desk, run_id: int) -> Review:
    """Raises InputError when there is no such finished run."""
    run = runs.run(desk, run_id)
    report = runs.report(desk, run_id)
    version = plans.version(desk, run.version) if run and run.version else None
    plan = plans.plan(desk, version.plan) if version else None
    if run is None or report is None or version is None or plan is None:
        raise InputError("E-RUN", "没有这一次检查，或还没有完成；请回到“检查预案”选择一份。")
    return Review(desk, run, plan, version, report, decisions.standing(desk, plan.id))


def next_open_run(desk: Desk, plan: int) -> int | None:
    """The latest check of the plan after this one, in the order plans are offered, that has rows nobody has decided."""
    order = [p.id for p in plans.plans(desk) if p.versions]
    at = order.index(plan) if plan in order else -1
    for other in (*order[at + 1 :], *order[: max(at, 0)]):
        done = runs.runs_of_plan(desk, other)
        if done and any(form.open for form in open_review(desk, done[0].id).forms):
            return done[0].id
    return None


def _opinions(review: Review) -> Mapping[Key, Opinion]:
    catalogue = load_catalogue()
    numbers = {v.id: v.number for v in plans.versions(review.desk, review.plan.id)}
    plain = {
        key: Opinion(Verdict(row.verdict), row.note, row.who, row.at, _carried(row, review, numbers))
        for key, row in review.decided.items()
    }
    # What changed is told against the proposals as they are now, human verdicts on the duties included.
    lines = {
        (form.unit_key, line.id): line
        for form in (*fill_duties(review.report, catalogue), *fill_forms(review.report, catalogue, plain))
        for line in form.lines
    }
    return {
        key: Opinion(o.verdict, o.note, o.who, o.at, o.carried, _changed(review.decided[key], lines.get(key), review))
        for key, o in plain.items()
    }


def _carried(row: DecisionRow, review: Review, numbers: Mapping[int, int]) -> str:
    if row.version == review.version.id:
        return ""
    return f"沿用第{numbers.get(row.version, '?')}版的结论"


def _changed(row: DecisionRow, line: Line | None, review: Review) -> str:
    """What is different now from what the person saw; empty when nothing is, or it was seen in this very run."""
    if line is None or row.run == review.run.id:
        return ""
    if row.proposal and row.proposal != line.verdict.value:
        old = VERDICT_LABELS.get(Verdict(row.proposal), row.proposal)
        return CHANGED_PROPOSAL.format(old=old, new=line.verdict.label)
    return CHANGED_WORDS if "".join(row.words.split()) != "".join(line.words.split()) else ""


def decide(
    review: Review, chosen: Iterable[tuple[Form, Line, Verdict | None, str]], who: str, *, accepted: bool = False
) -> int:
    """Keep what was decided of these lines; None takes a decision back. Raises InputError without a name."""
    if not who.strip():
        raise InputError("E-NAME", "请先在页面上方写上评审人姓名，再作结论。")
    made = [
        Decision(form.unit_key, line.id, verdict.value if verdict else "", note, line.verdict.value, line.words)
        for form, line, verdict, note in chosen
    ]
    place = (review.plan.id, review.version.id, review.run.id)
    return decisions.decide(review.desk, *place, made, who.strip(), accepted=accepted)


def acceptable(form: Form, lines: Iterable[Line]) -> list[tuple[Form, Line, Verdict | None, str]]:
    """The open lines whose proposal can be taken over as it stands; 待人工确认 is no verdict of a person.

    A verdict that was carried over and whose words changed is not swept along: a person looks at it.
    """
    return [(form, line, line.verdict, "") for line in lines if line.opinion is None and line.verdict in HUMAN_VERDICTS]
