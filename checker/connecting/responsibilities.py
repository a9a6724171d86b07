"""Which unit leads for which event at which level, with holes and conflicts; which due plans are there."""

from __future__ import annotations

from collections.abc import Sequence

from checker.connecting.bodies import unit_key
from checker.connecting.profile import Profile
from checker.connecting.profile_units import event_name
from checker.connecting.side import bare_title
from checker.network import Due, NetworkPlan, Responsibility
from kb.catalogue import Catalogue

PLACED = ("province", "city", "county")


def responsibilities(
    plans: Sequence[NetworkPlan], upper: Profile, upper_plan: NetworkPlan, catalogue: Catalogue
) -> tuple[Responsibility, ...]:
    """One entry for each event, level and region that has a plan, and for each event the upper plan names a lead of."""
    wanted: dict[str, set[str]] = {}
    for event, units in (
        *((x.event, x.units) for x in upper.leads),
        *((event_name(s.title), s.leads) for s in upper.special_plans),
    ):
        family = catalogue.event_family(event)
        if family and units:
            wanted.setdefault(family.id, set()).update(units)
    groups: dict[tuple[str, str, str], list[NetworkPlan]] = {}
    for plan in plans:
        if plan.event and not plan.upper and plan.level != "unit":
            groups.setdefault((plan.event, plan.level, plan.region), []).append(plan)
    names = {f.id: f.name for f in catalogue.event_families}
    out = [_group(key, names[key[0]], group, wanted, upper_plan) for key, group in groups.items()]
    present = {event for event, level, region in groups if level == upper_plan.level and region == upper_plan.region}
    for event, needed in wanted.items():
        if event not in present:
            out.append(
                Responsibility(
                    event=event,
                    event_name=names[event],
                    level=upper_plan.level,
                    region=upper_plan.region,
                    wanted=tuple(sorted(needed)),
                    state="hole",
                    reason=f"上级预案定了{'、'.join(sorted(needed))}牵头，本批里没有这一种事件的预案",
                )
            )
    order = list(names)
    return tuple(sorted(out, key=lambda r: (order.index(r.event), r.level, r.region)))


def _group(
    key: tuple[str, str, str],
    name: str,
    group: list[NetworkPlan],
    wanted: dict[str, set[str]],
    upper_plan: NetworkPlan,
) -> Responsibility:
    event, level, region = key
    leads = {unit_key(u): u for p in group for u in p.leads}
    each = [frozenset(unit_key(u) for u in p.leads) for p in group if p.leads]
    above = wanted.get(event, set()) if (level, region) == (upper_plan.level, upper_plan.region) else set()
    state, reason = "clear", ""
    if not leads:
        state, reason = "no-lead", "预案里没有读出牵头单位"
    elif len(each) > 1 and not frozenset.intersection(*each):
        state, reason = "conflict", "几个预案写的牵头单位不同"
    elif above and not {unit_key(u) for u in above} & set(leads):
        state, reason = "conflict", f"上级预案定的牵头单位是{'、'.join(sorted(above))}"
    return Responsibility.model_validate(
        {
            "event": event,
            "event_name": name,
            "level": level,
            "region": region,
            "plans": tuple(p.id for p in group),
            "leads": tuple(leads.values()),
            "wanted": tuple(sorted(above)),
            "state": state,
            "reason": reason,
        }
    )


def due_plans(plans: Sequence[NetworkPlan], upper: Profile) -> tuple[Due, ...]:
    """The plans the upper plan lists, each with the plan of the network that bears its title."""
    by_name = {p.name: p for p in plans if not p.upper}
    out = []
    for special in upper.special_plans:
        found = by_name.get(bare_title(special.title))
        out.append(Due(title=special.title, leads=special.leads, plan=found.id if found else ""))
    return tuple(out)
