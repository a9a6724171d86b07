"""The official review tables filled from a report: per row a proposal, why, the words and places, the reviewer's word.

An enterprise plan has the five tables of the review guide (45 rows); a plan of a government or an environmental plan,
for which there is no official table, gets one table of its duties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.report import Evidence, Finding, Report, UnitInfo, Verdict
from checker.reporting.row_proposals import RowJudge, SeenCheck
from checker.reporting.view import ReportView, worst_first
from kb.catalogue import Catalogue
from kb.models import FormRow, ReviewForm

WHOLE_FILE = "file"
KEY_ELEMENT = "关键要素"  # so the official tables call the rows marked ＊
FORM_KINDS = {"F2": "enterprise-comprehensive", "F3": "enterprise-special", "F4": "enterprise-onsite"}
HUMAN_VERDICTS = (Verdict.COMPLIANT, Verdict.PARTIAL, Verdict.NON_COMPLIANT, Verdict.NOT_APPLICABLE)
_NUMBERING = re.compile(r"[\s\W_]+")

Key = tuple[str, str]  # (unit key, requirement or form row)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person said of a duty or a row. `carried` tells from where; `changed` what differs since then."""

    verdict: Verdict
    note: str = ""
    who: str = ""
    at: str = ""
    carried: str = ""
    changed: str = ""


Opinions = Mapping[Key, Opinion]
NOBODY: Opinions = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One row to be decided: a row of a form, or one duty."""

    id: str
    parent: str
    item: str
    kind: str
    checks: tuple[str, ...]
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...]
    opinion: Opinion | None
    seen: tuple[SeenCheck, ...] = ()  # the row's own checks as they were found; empty for a duty

    @property
    def is_key(self) -> bool:
        return self.kind == KEY_ELEMENT

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words the proposal stands on, each place once: of every check the first, the others, then the duties'."""
        first = [e for c in self.seen for e in c.evidence[:1]]
        others = [e for c in self.seen for e in c.evidence[1:]]
        found: dict[tuple[int, int], Evidence] = {}
        for e in (*first, *others, *(e for f in self.findings for e in f.evidence)):
            found.setdefault((e.paragraph, e.start), e)
        return tuple(found.values())

    @property
    def words(self) -> str:
        """The evidence as one text, to tell whether the plan's words have changed since a decision."""
        return "\n".join(e.quote for e in self.evidence)

    @property
    def result(self) -> Verdict:
        """The reviewer's word, or the proposal where nobody has decided."""
        return self.opinion.verdict if self.opinion else self.verdict

    @property
    def is_open(self) -> bool:
        """Nobody has decided, or what was decided on has changed."""
        return self.opinion is None or bool(self.opinion.changed)


@dataclass(frozen=True, slots=True)
class Form:
    """One table; `unit` is None for the tables of the whole file."""

    id: str
    name: str
    annex: str
    unit_key: str
    unit: str | None
    unit_title: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        head = f"{self.annex} {self.name}".strip()
        return f"{head}：{self.unit_title}" if self.unit_title else head

    def counts(self) -> Counter[Verdict]:
        return Counter(line.result for line in self.lines)

    @property
    def open(self) -> int:
        return sum(line.is_open for line in self.lines)


def unit_keys(report: Report) -> dict[str, str]:
    """A key of each unit that stays the same in another version: its kind and its title without numbering."""
    out: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for unit in report.units:
        title = unit.title.removeprefix(report.plan.organisation) or unit.title
        key = f"{unit.kind}|{_NUMBERING.sub('', title)}"
        seen[key] += 1
        out[unit.id] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return out


def fill_forms(report: Report, catalogue: Catalogue, opinions: Opinions = NOBODY) -> tuple[Form, ...]:
    """The official tables in their order; one more of F3 and F4 for every further unit of that kind."""
    filler = _Filler(report, catalogue, opinions)
    if not any(u.kind in FORM_KINDS.values() for u in report.units):
        return tuple(filler.duties(u) for u in report.units)
    forms: list[Form] = []
    for form in catalogue.forms.values():
        kind = FORM_KINDS.get(form.id)
        if kind is None:
            forms.append(filler.form(form, None))
            continue
        units = [u for u in report.units if u.kind == kind]
        forms += [filler.form(form, u) for u in units] or [filler.absent(form)]
    others = [u for u in report.units if u.kind not in FORM_KINDS.values()]
    return (*forms, *(filler.duties(u) for u in others))


def fill_duties(report: Report, catalogue: Catalogue, opinions: Opinions = NOBODY) -> tuple[Form, ...]:
    """Every unit as a table of its duties, worst first."""
    filler = _Filler(report, catalogue, opinions)
    return tuple(filler.duties(u, worst=True) for u in report.units)


class _Filler:
    def __init__(self, report: Report, catalogue: Catalogue, opinions: Opinions) -> None:
        self.view = ReportView(report)
        self.catalogue = catalogue
        self.opinions = opinions
        self.keys = unit_keys(report)
        self.judge = RowJudge(report, catalogue, self.said)

    def form(self, form: ReviewForm, unit: UnitInfo | None) -> Form:
        key = self.keys[unit.id] if unit else WHOLE_FILE
        lines = tuple(self._row(row, key, unit.id if unit else None) for row in form.rows)
        title = self.view.unit_title(unit.id) if unit else ""
        return Form(form.id, form.name, form.annex, key, unit.id if unit else None, title, lines)

    def absent(self, form: ReviewForm) -> Form:
        """The table of a kind of plan that the file does not hold, every row 不适用."""
        reason = "本文件不含这一类预案；如另有文件，请一并检查"
        key = f"{FORM_KINDS[form.id]}|"
        lines = tuple(self._line(row, key, Verdict.NOT_APPLICABLE, reason) for row in form.rows)
        return Form(form.id, form.name, form.annex, key, None, "", lines)

    def duties(self, unit: UnitInfo, *, worst: bool = False) -> Form:
        key = self.keys[unit.id]
        found: Sequence[Finding] = [f for f in self.view.shown if f.unit == unit.id]
        if not worst:
            order = {r: i for i, r in enumerate(self.catalogue.requirements)}
            found = sorted(found, key=lambda f: order.get(f.requirement, len(order)))
            groups = list(dict.fromkeys(f.group for f in found))
            found = sorted(found, key=lambda f: groups.index(f.group))
        lines = tuple(
            Line(
                id=f.requirement,
                parent=f.group,
                item=f.name,
                kind=KEY_ELEMENT if f.key else "一般要素",
                checks=tuple(p.says for p in f.points if p.says),
                verdict=f.verdict,
                reason=f.reason,
                findings=(f,),
                opinion=self.opinions.get((key, f.requirement)),
            )
            for f in found
        )
        return Form("D", "审查要点表", "", key, unit.id, self.view.unit_title(unit.id), lines)

    def _row(self, row: FormRow, key: str, unit: str | None) -> Line:
        wanted = {*row.requirements, *(p.partition("#")[0] for p in row.points)}
        found = [f for f in self.view.shown if f.requirement in wanted and unit in (None, f.unit)]
        made = self.judge.propose(row, unit)
        return self._line(row, key, made.verdict, made.reason, tuple(worst_first(found)), made.checks)

    def _line(
        self,
        row: FormRow,
        key: str,
        verdict: Verdict,
        reason: str,
        found: tuple[Finding, ...] = (),
        seen: tuple[SeenCheck, ...] = (),
    ) -> Line:
        return Line(
            id=row.id,
            parent=row.parent or "",
            item=row.item,
            kind=row.kind,
            checks=tuple(c.says for c in row.checks),
            verdict=verdict,
            reason=reason,
            findings=found,
            opinion=self.opinions.get((key, row.id)),
            seen=seen,
        )

    def said(self, finding: Finding) -> Verdict | None:
        """A person's word on a duty."""
        opinion = self.opinions.get((self.keys[finding.unit], finding.requirement))
        return opinion.verdict if opinion else None
