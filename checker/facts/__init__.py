"""Facts of a plan, one file per kind."""

from __future__ import annotations

from datetime import date

from checker.facts.bodies import outdated_bodies
from checker.facts.citations import citations
from checker.facts.context import Context
from checker.facts.contradictions import contradictions
from checker.facts.drills import drills
from checker.facts.levels import response_levels
from checker.facts.organisations import organisations
from checker.facts.phones import duty_phones
from checker.facts.placeholders import placeholders
from checker.facts.reporting import reporting
from checker.facts.reviews import reviews
from checker.facts.upper import upper_plans
from checker.language.index import TextIndex
from checker.plan import Plan
from checker.report import Facts
from kb.catalogue import Catalogue


def extract_facts(plan: Plan, index: TextIndex, catalogue: Catalogue, as_of: date) -> Facts:
    """Everything definite the plan says; the currency of citations is judged at `as_of` and at the plan's own date."""
    context = Context(plan, index, catalogue, as_of)
    levels = response_levels(context)
    cited = citations(context)
    phones = duty_phones(context)
    bodies = organisations(context)
    return Facts(
        response_levels=levels,
        drills=drills(context),
        reviews=reviews(context),
        reporting=reporting(context),
        duty_phones=phones,
        organisations=bodies,
        citations=cited,
        upper_plans=upper_plans(context, cited),
        outdated_bodies=outdated_bodies(context),
        contradictions=contradictions(context, levels, bodies, cited),
        placeholders=placeholders(context),
    )
