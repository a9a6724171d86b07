"""Item D, units: present names, names of the command body written alike, duties for members, the lead unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checker.connecting.bodies import key, unit_key
from checker.connecting.making import result
from checker.connecting.profile import Lead, Profile
from checker.connecting.profile_units import event_name, leads
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.language.index import Hit
from checker.report import Verdict

_VARIANT = re.compile(r"[市省县区][一-龥]{3,26}?指挥部")
_COLLECTIVE = re.compile(r"[、和及与]|成立|设立|组建|总指挥部$")
_OFFICE = re.compile(
    r"办公室(?:\([^()\n]{2,30}\))?,?(?:设在|设于)(?P<unit>[一-龥]{2,16}?(?:局|委|厅|办|部|总队|支队|委员会|中心))(?=[,。;、(]|并|由|承担|办公室|$)"
)
VARIANT_MIN = 84
MEMBERS_MIN = 4  # a list of so many members without duties is a list of names only


def compare_units(plan_side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    yield from _outdated(plan_side)
    if not plan_side.kind.is_enterprise:
        yield from _variants(plan_side, plan, upper)
        yield from _without_duties(plan, upper)
        yield from _lead(plan_side, plan, upper)


def _outdated(side: Side) -> Iterator[Result]:
    issued = side.plan.identity.issued[:4]
    old = [b for b in side.facts.outdated_bodies if not issued.isdigit() or b.since <= int(issued)]
    says = "责任单位的现行名称"
    if not old:
        return
    names = "、".join(f"{b.name}（现为{b.now}）" for b in old[:6])
    evidence = tuple(b.evidence for b in old[:4])
    yield result(
        "units-current",
        "CONN-D",
        "units",
        says,
        Verdict.NON_COMPLIANT,
        f"仍用改革前的名称：{names}",
        evidence,
        None,
        "改用现行名称。",
    )


def _variants(side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    """A command body written in two ways: one of them is not the upper plan's name."""
    official = {key(b.name): b for b in (*upper.bodies, *plan.bodies) if b.kind == "special"}
    known = set(official)
    seen: dict[str, int] = {}
    for match in _VARIANT.finditer(side.text):
        name = key(match[0])
        if len(name) >= 8 and not _COLLECTIVE.search(name):
            seen.setdefault(name, match.end() - len(name))
    names = {key(b.name): b for b in upper.bodies if b.kind == "special"} or official
    for name, at in seen.items():
        if name in known and name in {key(b.name) for b in upper.bodies}:
            continue
        near = next((b for k, b in names.items() if k != name and k in seen and _shortened(name, k)), None)
        if near:
            reason = f"“{name}”与“{near.name}”前后不一，应当是同一个机构"
            evidence = side.index.evidence(Hit(at, at + len(name)))
            yield result(
                "units-variant",
                "CONN-D",
                "units",
                "指挥机构名称前后一致",
                Verdict.PARTIAL,
                reason,
                evidence,
                near.evidence,
                "统一用全称。",
            )
            return


def _shortened(name: str, official: str) -> bool:
    """Whether a name is the official one with letters left out, not another body's."""
    letters = iter(official)
    return len(name) < len(official) and all(c in letters for c in name) and fuzz.ratio(name, official) >= VARIANT_MIN


def _without_duties(plan: Profile, upper: Profile) -> Iterator[Result]:
    """Members named but not told what to do; only where the plan lists members at all."""
    if len(plan.members) < MEMBERS_MIN:
        return
    bare = [m for m in plan.members if not m.duty]
    says = "成员单位的职责"
    above = next((m.evidence for m in upper.members if m.duty), None) or next((b.evidence for b in upper.bodies), None)
    if len(bare) > len(plan.members) / 2:
        names = "、".join(m.name for m in bare[:5])
        reason = f"列了{len(bare)}个成员单位的名字，没有写各自的职责（{names}等）"
        yield result(
            "units-duties", "CONN-D", "units", says, Verdict.PARTIAL, reason, bare[0].evidence, above, "逐个写明职责。"
        )
    else:
        yield result(
            "units-duties",
            "CONN-D",
            "units",
            says,
            Verdict.COMPLIANT,
            "成员单位有职责",
            plan.members[0].evidence,
            above,
        )


def _lead(side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    event = event_name(plan.name)
    theirs = next((x for x in upper.leads if x.event == event), None) or _listed(plan, upper)
    if theirs is None or not theirs.units:
        return
    mine = own_lead(side, plan)
    if mine is None:
        return
    same = {unit_key(u) for u in mine.units} & {unit_key(u) for u in theirs.units}
    reason = (
        f"都由{'、'.join(mine.units)}牵头"
        if same
        else f"上级预案由“{'、'.join(theirs.units)}”牵头，本预案由“{'、'.join(mine.units)}”牵头"
    )
    verdict = Verdict.COMPLIANT if same else Verdict.NON_COMPLIANT
    yield result("units-lead", "CONN-D", "units", "牵头单位", verdict, reason, mine.evidence, theirs.evidence)


def _listed(plan: Profile, upper: Profile) -> Lead | None:
    for special in upper.special_plans:
        if special.leads and fuzz.ratio(event_name(special.title), event_name(plan.name)) >= 90:
            return Lead(event=event_name(special.title), units=special.leads, evidence=special.evidence)
    return None


def own_lead(side: Side, plan: Profile) -> Lead | None:
    """Who leads the plan: the unit it says leads its making, or where the office of its command body is."""
    said = re.search(
        r"(?:本预案|预案)[^。\n]{0,40}?由(?P<unit>[一-龥]{2,16}?(?:局|委|厅|办|队))(?:负责)?牵头", side.text
    )
    if said:
        return Lead(event=plan.name, units=(said["unit"],), evidence=side.evidence(said.start(), said.end()))
    for match in _OFFICE.finditer(side.text):
        if not side.is_definition(match.start()):
            return Lead(event=plan.name, units=(match["unit"],), evidence=side.evidence(match.start(), match.end()))
    return next((x for x in leads(side) if x.event == event_name(plan.name)), None)
