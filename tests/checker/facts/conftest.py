"""Passages go through the real reader; tests name the facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checker.facts import extract_facts
from checker.language.index import TextIndex
from checker.reading import read_text
from checker.report import Facts
from kb.catalogue import load_catalogue

AS_OF = date(2026, 11, 23)
Extract = Callable[..., Facts]


@pytest.fixture(scope="session")
def extract() -> Extract:
    catalogue = load_catalogue()

    def facts_of(
        body: str, title: str = "云岭酒店有限公司生产安全事故综合应急预案", issued: str = "2023年6月"
    ) -> Facts:
        plan = read_text(f"# {title}\n\n{issued}\n\n{body}", "预案.md")
        facts = extract_facts(plan, TextIndex.of(plan), catalogue, AS_OF)
        _check_quotes(plan, facts)
        return facts

    return facts_of


def _check_quotes(plan, facts: Facts) -> None:
    """Every quote stands verbatim at its place."""
    for name in Facts.model_fields:
        for fact in getattr(facts, name):
            found = fact.evidence if isinstance(fact.evidence, tuple) else (fact.evidence,)
            for evidence in found:
                text = plan.paragraph(evidence.paragraph).text
                assert text[evidence.start : evidence.end] == evidence.quote
                assert evidence.quote
