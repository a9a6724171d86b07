"""The proposal for a row of a review table, from the row's own checks: which are met, by which words, what follows.

A check is looked up in the points the duties were judged by; nothing is judged anew. A row of the whole file takes a
point as met when one unit of the file meets it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.report import Contradiction, Evidence, Finding, PointResult, Report, Verdict
from kb.catalogue import Catalogue
from kb.models import FormRow, RowCheck

ONE_UNIT = ("enterprise-special", "enterprise-onsite")  # a file of one such unit is short
TOLD = 6  # names listed before 等

_BETTER = (Verdict.NON_COMPLIANT, Verdict.PARTIAL, Verdict.COMPLIANT)

Opinion = Callable[[Finding], Verdict | None]  # a person's word on a duty


class State(StrEnum):
    MET = "具备"
    PARTLY = "不全"
    UNMET = "缺"
    UNKNOWN = "须另看"
    OUT = "不适用"


@dataclass(frozen=True, slots=True)
class SeenCheck:
    """One check of a row as it was found; `lacking` are the points that were looked for in vain."""

    says: str
    state: State
    evidence: tuple[Evidence, ...] = ()
    lacking: tuple[str, ...] = ()
    material: str = ""
    minor: bool = False

    @property
    def mark(self) -> str:
        return {State.MET: "✓", State.PARTLY: "△", State.UNMET: "✗", State.UNKNOWN: "？", State.OUT: "－"}[self.state]


@dataclass(frozen=True, slots=True)
class Proposal:
    verdict: Verdict
    reason: str
    checks: tuple[SeenCheck, ...]


class RowJudge:
    """The points of one report, and a person's word on its duties, asked row by row."""

    def __init__(self, report: Report, catalogue: Catalogue, opinion: Opinion) -> None:
        self.report = report
        self.catalogue = catalogue
        self.opinion = opinion
        rows = Counter(
            (form.id, name) for form in catalogue.forms.values() for row in form.rows for name in row.requirements
        )
        self._shared = {key for key, times in rows.items() if times > 1}
        self._findings: dict[str, list[Finding]] = {}
        for finding in report.findings:
            self._findings.setdefault(finding.requirement, []).append(finding)

    def propose(self, row: FormRow, unit: str | None) -> Proposal:
        """`unit` is None for a row of the whole file."""
        checks = tuple(self._check(check, unit) for check in row.checks)
        breaches = [r for name in row.breach for r in self._results(name, unit) if r.met is False]
        conflicts = [c.what for c in self._conflicts(row, unit)]
        verdict = Verdict.NON_COMPLIANT if breaches or self._absent(row, unit) else _verdict(checks)
        if verdict is Verdict.COMPLIANT and conflicts:
            verdict = Verdict.PARTIAL
        verdict, duties = self._no_better_than_duties(row, unit, verdict)
        if verdict in (Verdict.NON_COMPLIANT, Verdict.NOT_APPLICABLE) and not breaches and self._may_omit(row):
            return Proposal(Verdict.NOT_APPLICABLE, f"{row.may_omit}，文中没有写", checks)
        wrong = [f"{r.says}（{r.reason}）" if r.reason else r.says for r in breaches]
        reason = _reason(checks, wrong, conflicts)
        return Proposal(verdict, f"{reason}；{duties}" if duties else reason, checks)

    def _absent(self, row: FormRow, unit: str | None) -> bool:
        """Whether what the row is about is not there at all."""
        signs = [r for name in row.matter for r in self._results(name, unit)]
        return bool(signs) and _met(signs) is False

    def _no_better_than_duties(self, row: FormRow, unit: str | None, verdict: Verdict) -> tuple[Verdict, str]:
        """The verdict, a step lower where it is better than the best of the row's own duties; why, if lowered."""
        found = [
            self.opinion(f) or f.verdict
            for name in row.requirements
            if (row.id.partition("-")[0], name) not in self._shared
            and self.catalogue.requirements[name].obligation != "informative"
            for f in self._findings.get(name, ())
            if unit in (None, f.unit) and not f.same_as
        ]
        judged = {v for v in found if v in _BETTER}
        if not judged or verdict not in _BETTER:
            return verdict, ""
        best = max(map(_BETTER.index, judged))
        rank = _BETTER.index(verdict)
        if rank <= best:
            return verdict, ""
        return _BETTER[rank - 1], f"对应的要求{'有不足' if best else '都不符合'}"

    def _may_omit(self, row: FormRow) -> bool:
        units = self.report.units
        short = len(units) == 1 and units[0].kind in ONE_UNIT
        return bool(row.may_omit) and (short or not row.omit_only_short)

    # --- one check ---------------------------------------------------------------------------------------------------

    def _check(self, check: RowCheck, unit: str | None) -> SeenCheck:
        if not check.needs:
            return SeenCheck(check.says, State.UNKNOWN, material=check.material, minor=check.minor)
        groups = [[r for name in names for r in self._results(name, unit)] for names in check.needs]
        asked = [g for g in groups if g]
        mets = [_met(group) for group in asked]
        state = _state(mets)
        if check.material and state in (State.UNMET, State.PARTLY):
            state = State.UNKNOWN
        evidence = {(e.paragraph, e.start): e for g in asked for r in g if r.met for e in r.evidence}
        lacking = [g[0].says for g, met in zip(asked, mets, strict=True) if met is False]
        if state is State.UNKNOWN and not check.material:
            return SeenCheck(check.says, state, tuple(evidence.values()), (), "没有读到的页", check.minor)
        return SeenCheck(check.says, state, tuple(evidence.values()), tuple(lacking), check.material, check.minor)

    def _results(self, name: str, unit: str | None) -> list[PointResult]:
        """The point in the unit, or in every unit of the file; a person's word on the duty goes before it."""
        key, _, point = name.partition("#")
        out = []
        for finding in self._findings.get(key, ()):
            if unit not in (None, finding.unit):
                continue
            said = self._said(finding)
            if said is Verdict.NOT_APPLICABLE:
                continue
            out += [_with_word(r, said) for r in finding.points if r.id == point]
        return out

    def _said(self, finding: Finding) -> Verdict | None:
        """A person's word on the duty, or on the one it equals, which is the one that is shown."""
        said = self.opinion(finding)
        if said is not None or not finding.same_as:
            return said
        shown = (f for f in self._findings.get(finding.same_as, ()) if f.unit == finding.unit)
        return next((self.opinion(f) for f in shown), None)

    def _conflicts(self, row: FormRow, unit: str | None) -> list[Contradiction]:
        patterns = [re.compile(self.catalogue.expand(p)) for p in row.conflicts]
        return [
            c
            for c in self.report.facts.contradictions
            if any(p.search(c.what) for p in patterns) and (unit is None or _touches(c, unit))
        ]


def _with_word(result: PointResult, said: Verdict | None) -> PointResult:
    """The point as a person's word on its duty makes it; 基本符合 leaves open which points are meant."""
    if said not in (Verdict.COMPLIANT, Verdict.NON_COMPLIANT):
        return result
    return result.model_copy(update={"met": said is Verdict.COMPLIANT})


def _touches(contradiction: Contradiction, unit: str) -> bool:
    """Whether some of its words stand in the unit; section ids begin with the unit's."""
    return any((e.section or "").split(".")[0] == unit for e in contradiction.evidence)


def _met(results: Sequence[PointResult]) -> bool | None:
    """One that is met is enough."""
    if any(r.met for r in results):
        return True
    return None if any(r.met is None for r in results) else False


def _state(mets: Sequence[bool | None]) -> State:
    if not mets:
        return State.OUT
    if all(mets):
        return State.MET
    if any(met is None for met in mets):
        return State.UNKNOWN
    return State.PARTLY if any(mets) else State.UNMET


# --- the row -----------------------------------------------------------------------------------------------------


def _verdict(checks: Iterable[SeenCheck]) -> Verdict:
    """符合 when every check that counts is met, 基本符合 when some are; most of them unseen: a person must look."""
    asked = [c for c in checks if c.state is not State.OUT]
    if not asked:
        return Verdict.NOT_APPLICABLE
    seen = [c for c in asked if c.state is not State.UNKNOWN]
    if not seen or len(asked) - len(seen) > len(seen):
        return Verdict.UNDETERMINED
    counting = [c.state for c in seen if not c.minor] or [c.state for c in seen]
    if all(state is State.MET for state in counting):
        return Verdict.COMPLIANT
    nothing = all(state is State.UNMET for state in counting) and len(seen) == len(asked)
    return Verdict.NON_COMPLIANT if nothing else Verdict.PARTIAL


def _reason(checks: Sequence[SeenCheck], wrong: Sequence[str], conflicts: Sequence[str]) -> str:
    """「缺“媒体沟通责任人”；不全“上报时限”（未达到：一小时内报告）；具备“24小时值守电话”」, the worst first."""
    by_state = {state: [c for c in checks if c.state is state] for state in State}
    partly = [f"“{c.says}”（未达到：{'、'.join(c.lacking)}）" for c in by_state[State.PARTLY]]
    unknown = by_state[State.UNKNOWN]
    parts = (
        _few("没有做到：", wrong, "、"),
        _few("缺", _quoted(by_state[State.UNMET])),
        _few("不全", partly, "、"),
        _few("前后矛盾：", conflicts, "；"),
        _few("具备", _quoted(by_state[State.MET])),
        *(_few(f"请看{what}：", _quoted(c for c in unknown if c.material == what)) for what in _materials(unknown)),
    )
    return "；".join(part for part in parts if part) or "本行的要求不针对这类预案"


def _quoted(checks: Iterable[SeenCheck]) -> list[str]:
    return [f"“{c.says}”" for c in checks]


def _materials(checks: Iterable[SeenCheck]) -> list[str]:
    return list(dict.fromkeys(c.material for c in checks))


def _few(label: str, names: Iterable[str], between: str = "") -> str:
    listed = list(dict.fromkeys(names))
    if not listed:
        return ""
    return label + between.join(listed[:TOLD]) + (f" 等 {len(listed)} 项" if len(listed) > TOLD else "")
