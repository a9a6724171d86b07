"""Places of the plan that cannot both hold. Only clear cases: a wrong one costs the reviewer's trust."""

from __future__ import annotations

from checker.facts.context import Context
from checker.facts.document_conflicts import document_conflicts
from checker.facts.ladder_conflicts import ladder_conflicts
from checker.facts.name_conflicts import name_conflicts
from checker.facts.value_conflicts import value_conflicts
from checker.report import Citation, Contradiction, Organisation, ResponseLevel


def contradictions(
    context: Context,
    levels: tuple[ResponseLevel, ...],
    bodies: tuple[Organisation, ...],
    citations: tuple[Citation, ...],
) -> tuple[Contradiction, ...]:
    return (
        *ladder_conflicts(context, levels),
        *value_conflicts(context),
        *name_conflicts(context, bodies),
        *document_conflicts(context, citations),
    )
