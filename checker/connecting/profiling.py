"""Building the profile of an upper plan from the plan itself."""

from __future__ import annotations

import re

from checker.connecting.profile import Body, Interval, Profile, ReportRule, Rule
from checker.connecting.profile_bodies import command_bodies, special_head_rule
from checker.connecting.profile_events import event_classes, event_grades
from checker.connecting.profile_groups import groups
from checker.connecting.profile_ladder import duties, ladder, starter_evidence
from checker.connecting.profile_units import leads, members, special_plans
from checker.connecting.side import Side

_RULES = {
    "information-release": r"(?:发布|公布)[^。；\n]{0,20}(?:信息|新闻)|新闻发布会|新闻发言人|擅自[^。；\n]{0,8}发布",
    "handover": r"指挥权[^。；\n]{0,8}(?:移交|交接)|(?:移交|接管)[^。；\n]{0,10}指挥"
    r"|纳入[^。；\n]{0,12}现场指挥部|前方指挥部",
    "evacuation": r"疏散|避难(?:场所|场地)|警戒区|交通管制|转移[^。；\n]{0,10}(?:群众|人员)",
}
REPORT_MAX = 24 * 60  # minutes; what takes longer is an assessment, not a report of an event
RULES_MAX = 8  # sentences kept for one matter


def build_profile(side: Side) -> Profile:
    identity = side.plan.identity
    return Profile(
        title=side.title,
        name=side.name,
        version=identity.version,
        number=identity.number,
        issued=identity.issued,
        status="试行" if "试行" in side.title else "",
        organisation=identity.organisation,
        region=str(identity.region),
        source=side.plan.source.file,
        classes=event_classes(side),
        grades=event_grades(side),
        bodies=_bodies(side),
        members=members(side),
        leads=leads(side),
        groups=groups(side),
        ladder=tuple(starter_evidence(side, s) for s in ladder(side)),
        duties=duties(side),
        reporting=tuple(
            ReportRule(sender=r.sender, to=r.to, limit_minutes=r.limit_minutes, evidence=r.evidence)
            for r in side.facts.reporting
            if r.limit_minutes <= REPORT_MAX
        ),
        rules=_rules(side),
        special_plans=special_plans(side),
        drills=tuple(Interval(what=d.what, months=d.interval_months, evidence=d.evidence) for d in side.facts.drills),
        reviews=tuple(
            Interval(what="评估预案", months=r.interval_months, evidence=r.evidence) for r in side.facts.reviews
        ),
    )


def _bodies(side: Side) -> tuple[Body, ...]:
    """Command bodies; the rule for all special ones fills in the heads that are not written one by one."""
    found = command_bodies(side)
    rule = special_head_rule(side)
    if not rule:
        return found
    return tuple(b.model_copy(update={"head": rule[0]}) if b.kind == "special" and not b.head else b for b in found)


def _rules(side: Side) -> tuple[Rule, ...]:
    out: list[Rule] = []
    for matter, pattern in _RULES.items():
        seen: set[int] = set()
        for hit, start, _end in side.spans(pattern, "sentence"):
            if start in seen or len(seen) >= RULES_MAX:
                continue
            seen.add(start)
            evidence = side.index.evidence(hit)
            out.append(Rule(matter=matter, says=re.sub(r"\s+", "", evidence.quote), evidence=evidence))
    return tuple(out)
