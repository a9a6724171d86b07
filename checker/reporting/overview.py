"""Many checked plans in one look: plan × key element, the defects they share, the verdicts of each group of duties.

A verdict counts once for a plan, the worst of its units; a person's word goes before the program's proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from checker.report import Finding, Report, Verdict
from checker.reporting.bars import Bar, group_bars
from checker.reporting.forms import FORM_KINDS, Form, Line, Opinions, fill_duties, fill_forms
from checker.reporting.view import VERDICT_MARKS, ReportView, kind_label
from kb.catalogue import Catalogue

EXCERPT = 1000  # characters; a whole plan is longer, a card for one post is not
SHORT_KIND = "enterprise-onsite"
WORST = (Verdict.NON_COMPLIANT, Verdict.PARTIAL, Verdict.UNDETERMINED, Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)
FORM_NOTE = "列是官方评审表的关键要素；每格是这份预案各单元里最差的一处，括号里是有不足的单元数。"
DUTY_NOTE = "这类预案没有官方评审表，列出关键要素（＊）和严重程度为“关键”的要求；都不适用的不列。"


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan of the batch: its report, what a person decided, and the key by which a page opens it."""

    report: Report
    opinions: Opinions = field(default_factory=dict)
    key: int = 0


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list: `excerpt` when it is so short that most of it must be missing."""

    key: int
    title: str
    organisation: str
    file: str
    kinds: tuple[str, ...]
    characters: int
    unread: int
    bar: Bar
    excerpt: bool


@dataclass(frozen=True, slots=True)
class Cell:
    verdict: Verdict
    gaps: int
    units: int

    @property
    def told(self) -> str:
        """「✗ 不符合」, with the share of the units where there are several."""
        share = f"（{self.gaps}/{self.units}）" if self.units > 1 and self.gaps else ""
        return f"{VERDICT_MARKS[self.verdict]} {self.verdict.label}{share}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Plans of one kind × its key elements; `rows` hold the index of the plan and a cell for each element."""

    kind: str
    note: str
    elements: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell | None, ...]], ...]

    @property
    def title(self) -> str:
        return kind_label(self.kind)


@dataclass(frozen=True, slots=True)
class Defect:
    """A duty that plans fail. `plans`: index of each failing plan with its verdict, the worst first."""

    requirement: str
    name: str
    group: str
    key: bool
    advice: str
    clauses: tuple[str, ...]
    plans: tuple[tuple[int, Verdict], ...]
    judged: int  # plans to which it applies
    bar: Bar

    @property
    def failed(self) -> int:
        return sum(v is Verdict.NON_COMPLIANT for _p, v in self.plans)

    @property
    def told(self) -> str:
        """「13 份不符合、10 份基本符合，共 23 份」."""
        partly = len(self.plans) - self.failed
        parts = [f"{n} 份{v.label}" for v, n in ((Verdict.NON_COMPLIANT, self.failed), (Verdict.PARTIAL, partly)) if n]
        return f"{'、'.join(parts)}，适用的共 {self.judged} 份"


@dataclass(frozen=True, slots=True)
class Overview:
    plans: tuple[PlanLine, ...]
    matrices: tuple[Matrix, ...]
    defects: tuple[Defect, ...]  # what most plans lack first
    groups: tuple[Bar, ...]


def build_overview(checked: Sequence[Checked], catalogue: Catalogue) -> Overview:
    """Everything said of the batch; plans in the order given."""
    views = [ReportView(c.report) for c in checked]
    lines = tuple(_line(c, v) for c, v in zip(checked, views, strict=True))
    duties = [fill_duties(c.report, catalogue, c.opinions) for c in checked]
    held = _by_duty(duties)
    groups = [(line.parent, verdict) for found in held.values() for _p, verdict, line in found]
    return Overview(
        _distinct(lines),
        tuple(_matrices(checked, duties, catalogue)),
        _defects(held, views),
        group_bars(groups),
    )


def is_excerpt(report: Report) -> bool:
    """So short that most of the plan must be missing: it would lack everything and drown the others."""
    return report.source.characters < EXCERPT and not any(u.kind == SHORT_KIND for u in report.units)


def _line(checked: Checked, view: ReportView) -> PlanLine:
    report = checked.report
    kinds = tuple(dict.fromkeys(u.kind for u in report.units))
    return PlanLine(
        key=checked.key,
        title=view.title,
        organisation=report.plan.organisation,
        file=report.source.file,
        kinds=kinds,
        characters=report.source.characters,
        unread=len(report.source.unreadable_pages),
        bar=Bar.of(view.title, view.counts()),
        excerpt=is_excerpt(report),
    )


def _distinct(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """Two plans of one title are told apart by their files."""
    have = Counter(line.title for line in lines)
    return tuple(
        line if have[line.title] == 1 else replace(line, title=f"{line.title}（{line.file}）") for line in lines
    )


# --- plan × key element ---------------------------------------------------------------------------------------------


def _matrices(checked: Sequence[Checked], duties: Sequence[tuple[Form, ...]], catalogue: Catalogue) -> Iterator[Matrix]:
    """One for each kind of plan that occurs, the kinds in the order of their first plan."""
    kinds = dict.fromkeys(u.kind for c in checked for u in c.report.units)
    forms = {kind: form for form, kind in FORM_KINDS.items()}
    filled = [
        fill_forms(c.report, catalogue, c.opinions) if any(u.kind in forms for u in c.report.units) else ()
        for c in checked
    ]
    for kind in kinds:
        rows: list[tuple[int, list[Form]]] = []
        for number, c in enumerate(checked):
            units = {u.id for u in c.report.units if u.kind == kind}
            source = filled[number] if kind in forms else duties[number]
            own = [f for f in source if f.unit in units and f.id == forms.get(kind, "D")]
            if own:
                rows.append((number, own))
        if rows:
            yield _matrix(kind, rows, FORM_NOTE if kind in forms else DUTY_NOTE, catalogue)


def _matrix(kind: str, rows: list[tuple[int, list[Form]]], note: str, catalogue: Catalogue) -> Matrix:
    wanted: dict[str, str] = {}
    for _number, own in rows:
        for line in (x for form in own for x in form.lines):
            if _is_key(line) and line.result is not Verdict.NOT_APPLICABLE:
                wanted.setdefault(line.id, line.item)
    order = {r: n for n, r in enumerate(catalogue.requirements)}
    ids = sorted(wanted, key=lambda i: order.get(i, -1))  # the rows of a form keep their own order
    cells = tuple((number, tuple(_cell(own, i) for i in ids)) for number, own in rows)
    return Matrix(kind, note, tuple(_apart([wanted[i] for i in ids], ids)), cells)


def _is_key(line: Line) -> bool:
    if line.kind == "关键要素":
        return True
    return any(f.requirement == line.id and f.severity == "critical" for f in line.findings)


def _apart(names: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Column heads; two of one name are told apart by their number."""
    have = Counter(names)
    return [n if have[n] == 1 else f"{n}（{i}）" for n, i in zip(names, ids, strict=True)]


def _cell(forms: Iterable[Form], item: str) -> Cell | None:
    found = [line.result for form in forms for line in form.lines if line.id == item]
    if not found:
        return None
    return Cell(_worst(found), sum(v.is_gap for v in found), len(found))


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=WORST.index)


# --- what plans have in common --------------------------------------------------------------------------------------

Held = dict[str, list[tuple[int, Verdict, Line]]]


def _by_duty(duties: Sequence[tuple[Form, ...]]) -> Held:
    """For each duty the plans it applies to, with the worst verdict of their units."""
    held: Held = {}
    for number, forms in enumerate(duties):
        own: dict[str, Line] = {}
        for line in (x for form in forms for x in form.lines):
            known = own.get(line.id)
            if known is None or WORST.index(line.result) < WORST.index(known.result):
                own[line.id] = line
        for item, line in own.items():
            if line.result is not Verdict.NOT_APPLICABLE:
                held.setdefault(item, []).append((number, line.result, line))
    return held


def _defects(held: Held, views: Sequence[ReportView]) -> tuple[Defect, ...]:
    """What most plans lack altogether first, then what most have only in part, then the key elements."""
    out = [_defect(found, views) for found in held.values() if any(v.is_gap for _p, v, _l in found)]
    return tuple(sorted(out, key=lambda d: (-d.failed, -len(d.plans), not d.key, d.requirement)))


def _defect(found: list[tuple[int, Verdict, Line]], views: Sequence[ReportView]) -> Defect:
    failing = sorted((x for x in found if x[1].is_gap), key=lambda x: WORST.index(x[1]))
    number, _verdict, line = failing[0]
    finding: Finding = line.findings[0]
    return Defect(
        requirement=finding.requirement,
        name=finding.name,
        group=finding.group,
        key=finding.key,
        advice=finding.advice,
        clauses=views[number].clauses(finding),
        plans=tuple((p, v) for p, v, _l in failing),
        judged=len(found),
        bar=Bar.of(f"{'＊' if finding.key else ''}{finding.name}", Counter(v for _p, v, _l in found)),
    )
