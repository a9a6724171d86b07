"""Many checked plans in one look: plan × key element, the defects they share, the verdicts of each group of duties.

A verdict counts once for a plan, the worst of its units; a person's word goes before the program's proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from checker.report import Report, Verdict
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
class Entry:
    """One row of one table of one unit, as far as the overview needs it."""

    id: str
    item: str
    is_key: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One duty in one plan, with the worst verdict of its units; 不适用 is left out."""

    requirement: str
    name: str
    group: str
    key: bool
    advice: str
    clauses: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Digest:
    """What the overview needs of one plan, small enough to be kept for hundreds of them.

    `tables`: kind of plan and entries of each unit, from the official form where there is one, else its duties.
    """

    line: PlanLine
    duties: tuple[Judged, ...]
    tables: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    plans: tuple[PlanLine, ...]
    matrices: tuple[Matrix, ...]
    defects: tuple[Defect, ...]  # what most plans lack first
    groups: tuple[Bar, ...]


def digest(checked: Checked, catalogue: Catalogue) -> Digest:
    view = ReportView(checked.report)
    duties = fill_duties(checked.report, catalogue, checked.opinions)
    return Digest(_line(checked, view), tuple(_judged(duties, view)), tuple(_tables(checked, duties, catalogue)))


def build_overview(digests: Sequence[Digest], catalogue: Catalogue) -> Overview:
    """Everything said of the batch; plans in the order given."""
    return Overview(
        _distinct([d.line for d in digests]),
        tuple(_matrices(digests, catalogue)),
        _defects(digests),
        group_bars((duty.group, duty.verdict) for d in digests for duty in d.duties),
    )


def is_excerpt(report: Report) -> bool:
    """So short that most of the plan must be missing: it would lack everything and drown the others."""
    return report.source.characters < EXCERPT and not any(u.kind == SHORT_KIND for u in report.units)


def _line(checked: Checked, view: ReportView) -> PlanLine:
    report = checked.report
    return PlanLine(
        key=checked.key,
        title=view.title,
        organisation=report.plan.organisation,
        file=report.source.file,
        kinds=tuple(dict.fromkeys(u.kind for u in report.units)),
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


def _judged(duties: Sequence[Form], view: ReportView) -> Iterator[Judged]:
    worst: dict[str, Line] = {}
    for line in (x for form in duties for x in form.lines):
        known = worst.get(line.id)
        if known is None or WORST.index(line.result) < WORST.index(known.result):
            worst[line.id] = line
    for line in worst.values():
        if line.result is not Verdict.NOT_APPLICABLE:
            f = line.findings[0]
            yield Judged(f.requirement, f.name, f.group, f.key, f.advice, view.clauses(f), line.result)


def _tables(checked: Checked, duties: Sequence[Form], catalogue: Catalogue) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    kinds = {u.id: u.kind for u in checked.report.units}
    official = set(FORM_KINDS.values())
    forms = fill_forms(checked.report, catalogue, checked.opinions) if official & set(kinds.values()) else ()
    for form in (
        *(f for f in forms if f.id in FORM_KINDS),
        *(d for d in duties if kinds[d.unit or ""] not in official),
    ):
        if form.unit:
            entries = (Entry(x.id, x.item, _is_key(x), x.result) for x in form.lines)
            yield kinds[form.unit], tuple(entries)


def _is_key(line: Line) -> bool:
    if line.kind == "关键要素":
        return True
    return any(f.requirement == line.id and f.severity == "critical" for f in line.findings)


# --- plan × key element ---------------------------------------------------------------------------------------------

Tables = list[tuple[int, list[tuple[Entry, ...]]]]  # index of the plan, the tables of its units of one kind


def _matrices(digests: Sequence[Digest], catalogue: Catalogue) -> Iterator[Matrix]:
    """One for each kind of plan that occurs, the kinds in the order of their first plan."""
    for kind in dict.fromkeys(kind for d in digests for kind, _entries in d.tables):
        tables = [(n, [entries for k, entries in d.tables if k == kind]) for n, d in enumerate(digests)]
        note = FORM_NOTE if kind in FORM_KINDS.values() else DUTY_NOTE
        yield _matrix(kind, [(n, own) for n, own in tables if own], note, catalogue)


def _matrix(kind: str, tables: Tables, note: str, catalogue: Catalogue) -> Matrix:
    wanted: dict[str, str] = {}
    for entry in (e for _number, own in tables for entries in own for e in entries):
        if entry.is_key and entry.verdict is not Verdict.NOT_APPLICABLE:
            wanted.setdefault(entry.id, entry.item)
    order = {key: n for n, key in enumerate((*catalogue.form_rows(), *catalogue.requirements))}
    ids = sorted(wanted, key=lambda i: order.get(i, len(order)))
    cells = tuple((number, tuple(_cell(own, i) for i in ids)) for number, own in tables)
    return Matrix(kind, note, tuple(_apart([wanted[i] for i in ids], ids)), cells)


def _apart(names: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Column heads; two of one name are told apart by their number."""
    have = Counter(names)
    return [n if have[n] == 1 else f"{n}（{i}）" for n, i in zip(names, ids, strict=True)]


def _cell(own: Sequence[tuple[Entry, ...]], item: str) -> Cell | None:
    found = [e.verdict for entries in own for e in entries if e.id == item]
    if not found:
        return None
    return Cell(min(found, key=WORST.index), sum(v.is_gap for v in found), len(found))


# --- what plans have in common --------------------------------------------------------------------------------------


def _defects(digests: Sequence[Digest]) -> tuple[Defect, ...]:
    """What most plans lack altogether first, then what most have only in part, then the key elements."""
    held: dict[str, list[tuple[int, Judged]]] = {}
    for number, each in enumerate(digests):
        for duty in each.duties:
            held.setdefault(duty.requirement, []).append((number, duty))
    out = [_defect(found) for found in held.values() if any(duty.verdict.is_gap for _n, duty in found)]
    return tuple(sorted(out, key=lambda d: (-d.failed, -len(d.plans), not d.key, d.requirement)))


def _defect(found: Sequence[tuple[int, Judged]]) -> Defect:
    failing = sorted((x for x in found if x[1].verdict.is_gap), key=lambda x: WORST.index(x[1].verdict))
    duty = failing[0][1]
    return Defect(
        requirement=duty.requirement,
        name=duty.name,
        group=duty.group,
        key=duty.key,
        advice=duty.advice,
        clauses=duty.clauses,
        plans=tuple((number, each.verdict) for number, each in failing),
        judged=len(found),
        bar=Bar.of(f"{'＊' if duty.key else ''}{duty.name}", Counter(each.verdict for _n, each in found)),
    )
