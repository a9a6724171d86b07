"""The same duty given to different units by several plans: for one class of event, at one level of one region.

Only firm statements count: the unit that leads a plan, the unit that leads a working group, and the unit another plan
names as the lead for the event. Names that abbreviate one another are one unit; 属地政府, 有关部门 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.connecting.bodies import unit_key
from checker.connecting.profile import Profile
from checker.connecting.profile_groups import group_key
from checker.connecting.profile_units import event_name
from checker.facts.context import dense
from checker.network import DutyClaim, DutyConflict, Level, NetworkPlan
from checker.report import Evidence
from kb.catalogue import Catalogue

_VAGUE = re.compile(r"属地|事发|所在地|有关|相关|主管部门|主责|成员|^各|各[县区]|责任单位")
_CONJUNCTION = re.compile(r"[和与及]")


class Key(NamedTuple):
    event: str  # id of the event family
    level: Level
    region: str
    duty: str  # key of the group; empty: the event as a whole


class _Said(NamedTuple):
    event: str  # the event in the plan's own words
    claim: DutyClaim


class Claims:
    """What the plans of a network say about who leads what; filled plan by plan."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._said: dict[Key, list[_Said]] = {}
        self._names: dict[Key, str] = {}

    def add(self, plan: NetworkPlan, profile: Profile) -> None:
        if plan.level == "unit" or plan.upper:
            return
        if plan.event:
            own = event_name(plan.name)
            members = tuple(m.name for m in profile.members)
            self._keep(Key(plan.event, plan.level, plan.region, ""), own, plan, plan.leads, members, plan.lead_evidence)
            for group in profile.groups:
                key = Key(plan.event, plan.level, plan.region, group_key(group.name))
                self._names.setdefault(key, group.name)
                self._keep(key, own, plan, group.leads, group.members, group.evidence)
        for lead in profile.leads:
            family = self._catalogue.event_family(lead.event)
            if family and family.id != plan.event and _of_event(lead.event, lead.evidence):
                self._keep(Key(family.id, plan.level, plan.region, ""), lead.event, plan, lead.units, (), lead.evidence)

    def _keep(
        self,
        key: Key,
        event: str,
        plan: NetworkPlan,
        leads: tuple[str, ...],
        members: tuple[str, ...],
        evidence: Evidence | None,
    ) -> None:
        firm = tuple(u for u in leads if not _VAGUE.search(u))
        if firm:
            claim = DutyClaim(plan=plan.id, leads=firm, members=members, evidence=evidence)
            self._said.setdefault(key, []).append(_Said(event, claim))

    def each(self) -> Iterator[tuple[Key, str, list[DutyClaim]]]:
        """Claims about one duty in events whose names belong together: 燃气 and 城镇燃气, not 水库 and 内涝."""
        for key, said in self._said.items():
            together: list[tuple[str, list[DutyClaim]]] = []
            for event, claim in said:
                fitting = next((c for name, c in together if event in name or name in event), None)
                if fitting is None:
                    together.append((event, [claim]))
                else:
                    fitting.append(claim)
            for _event, claims in together:
                yield key, self._names.get(key, ""), claims


def duty_conflicts(claims: Claims, plans: Mapping[str, NetworkPlan], catalogue: Catalogue) -> tuple[DutyConflict, ...]:
    """One entry for each duty on which no unit is named by all; two editions of one plan are no conflict."""
    names = {f.id: f.name for f in catalogue.event_families}
    out = []
    for key, duty, said in claims.each():
        distinct = _distinct(said)
        if len(distinct) < 2 or len({plans[c.plan].name for c in distinct}) < 2:
            continue
        out.append(
            DutyConflict(
                event=key.event,
                event_name=names[key.event],
                level=key.level,
                region=key.region,
                duty=duty,
                claims=tuple(said),
                reason=_reason(distinct, duty, plans),
            )
        )
    return tuple(out)


def _distinct(claims: list[DutyClaim]) -> list[DutyClaim]:
    """The first claim of every answer that shares no unit with those before it."""
    found: list[DutyClaim] = []
    for claim in claims:
        if not any(same_unit(a, b) for other in found for a in claim.leads for b in other.leads):
            found.append(claim)
    return found


def _reason(distinct: list[DutyClaim], duty: str, plans: Mapping[str, NetworkPlan]) -> str:
    first, second = distinct[:2]
    what = f"{duty}的牵头单位" if duty else "牵头单位"
    title = {c.plan: plans[c.plan].name for c in distinct}
    reason = f"{what}：《{title[first.plan]}》写{_say(first)}，《{title[second.plan]}》写{_say(second)}"
    for one, other in ((first, second), (second, first)):
        demoted = next((u for u in one.leads if any(same_unit(u, m) for m in other.members)), "")
        if demoted:
            reason += f"；{demoted}在《{title[one.plan]}》里牵头，在《{title[other.plan]}》里只是成员"
    return reason


def _say(claim: DutyClaim) -> str:
    return "、".join(claim.leads)


def _of_event(event: str, evidence: Evidence | None) -> bool:
    """Whether the words name the event itself, not a piece of work in it (燃气抢修由…牵头)."""
    return (
        evidence is not None
        and re.search(rf"{re.escape(event)}(?:突发|安全)?(?:事件|事故|灾害)", dense(evidence.quote)) is not None
    )


def same_unit(one: str, other: str) -> bool:
    """One name, its abbreviation (住建局, 住房和城乡建设局) or a part of the body (公安局, 公安局交警支队)."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if long.startswith(short) or long.endswith(short):
        return True
    letters = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(c in letters for c in short)


def _bare(name: str) -> str:
    return _CONJUNCTION.sub("", unit_key(name))
