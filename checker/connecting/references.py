"""Who names whom: references between plans, those that lead nowhere, unanswered ones, orphans and cycles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from checker.connecting.profile import Profile
from checker.connecting.side import Side, bare_title
from checker.facts.context import dense
from checker.network import NetworkPlan, Reference, ReferenceStatus
from checker.report import Citation

_YEAR = re.compile(r"(20\d{2})年?(?:修订|修正|版)")


def references(
    plan: NetworkPlan, side: Side, known: Mapping[str, NetworkPlan], upper: Profile
) -> tuple[Reference, ...]:
    """References of one plan, one for each other plan it names. `known` finds plans by bare title: one look-up each."""
    named_upper = {bare_title(u.name) for u in side.facts.upper_plans}
    outside = {bare_title(s.title) for s in upper.special_plans}
    found: dict[str, Reference] = {}
    for citation in side.facts.citations:
        name = bare_title(citation.name)
        if citation.kind != "plan" or name == plan.name or name in found:
            continue
        target = known.get(name) or known.get(name.replace("突发公共事件", "突发事件"))
        if target and target.id == plan.id:
            continue
        found[name] = Reference(
            source=plan.id,
            target=target.id if target else "",
            name=citation.name,
            status=_status(citation, name, target, name in outside),
            upper=name in named_upper,
            evidence=citation.evidence,
        )
    return tuple(found.values())


def _status(citation: Citation, name: str, target: NetworkPlan | None, listed: bool) -> ReferenceStatus:
    if target:
        if target.name != name:
            return "outdated"
        mine, theirs = _YEAR.search(dense(citation.name)), _YEAR.search(dense(target.title))
        return "outdated" if mine and theirs and mine[1] < theirs[1] else "linked"
    if citation.status in ("superseded", "abolished"):
        return "outdated"
    return "outside" if citation.instrument or listed else "missing"


def answer(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The same references, each told whether the plan it names names it too."""
    every = list(references)
    pairs = {(r.source, r.target) for r in every if r.target}
    return tuple(r.model_copy(update={"answered": (r.target, r.source) in pairs}) if r.target else r for r in every)


def unanswered(references: Iterable[Reference], plans: Mapping[str, NetworkPlan]) -> tuple[Reference, ...]:
    """Links between plans of one level that only one of the two names; a lower plan need not be named from above."""
    return tuple(
        r
        for r in references
        if r.target and not r.answered and not r.upper and plans[r.source].level == plans[r.target].level
    )


def orphans(plans: Iterable[NetworkPlan], references: Iterable[Reference]) -> tuple[str, ...]:
    """Plans that name no plan of the network and are named by none."""
    tied = {p for r in references if r.target for p in (r.source, r.target)}
    return tuple(p.id for p in plans if p.id not in tied and not p.upper)


def cycles(references: Iterable[Reference]) -> tuple[tuple[str, ...], ...]:
    """Groups of plans that rest on one another in a circle (Tarjan over the references upwards)."""
    edges: dict[str, list[str]] = {}
    for r in references:
        if r.upper and r.target:
            edges.setdefault(r.source, []).append(r.target)
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[tuple[str, ...]] = []

    def visit(start: str) -> None:
        work = [(start, iter(edges.get(start, ())))]
        order[start] = low[start] = len(order)
        stack.append(start)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    group = []
                    while True:
                        group.append(stack.pop())
                        if group[-1] == node:
                            break
                    if len(group) > 1:
                        found.append(tuple(reversed(group)))
            elif following not in order:
                order[following] = low[following] = len(order)
                stack.append(following)
                work.append((following, iter(edges.get(following, ()))))
            elif following in stack:
                low[node] = min(low[node], order[following])

    for node in list(edges):
        if node not in order:
            visit(node)
    return tuple(found)
