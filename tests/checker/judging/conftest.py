"""A duty made for one test, judged through the real reader, facts and judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from checker.facts import extract_facts
from checker.judging.evaluate import evaluate
from checker.judging.judge import unit_case
from checker.language.index import TextIndex
from checker.plan import Kind, Region, Subject
from checker.reading import read_text
from checker.reading.options import ReadOptions
from checker.report import PointResult
from kb.catalogue import load_catalogue
from kb.points import Point

Judge = Callable[..., PointResult]


@pytest.fixture
def judged() -> Judge:
    """`judged(text, unit=0, unit_kind=…, subject=…, region=…, **point)` evaluates one point in one unit of the text."""

    def run(
        text: str,
        *,
        unit: int = 0,
        unit_kind: Kind | None = Kind.ENTERPRISE_COMPREHENSIVE,
        subject: Subject = Subject.ORDINARY,
        region: Region | None = None,
        **fields: Any,
    ) -> PointResult:
        point = TypeAdapter(Point).validate_python({"id": "p", "says": "要点", "good": ["-"], "bad": ["-"], **fields})
        plan = read_text(text, name="test.md", options=ReadOptions(kind=unit_kind, subject=subject, region=region))
        index = TextIndex.of(plan)
        catalogue = load_catalogue()
        facts = extract_facts(plan, index, catalogue, date(2026, 11, 23))
        return evaluate(point, unit_case(plan, plan.units[unit], facts, index, catalogue))

    return run
