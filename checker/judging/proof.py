"""Proving a point on a passage through the real reader, facts and judge; `kb check` and the tests use it."""

from __future__ import annotations

from datetime import date

from checker.facts import extract_facts
from checker.judging.evaluate import evaluate
from checker.judging.judge import unit_case
from checker.language.index import TextIndex
from checker.plan import Kind, Region, Subject
from checker.reading import read_text
from checker.reading.options import ReadOptions
from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.points import Point


def prove_point(
    catalogue: Catalogue, requirement: Requirement, point: Point, passage: str, assume: dict[str, str]
) -> bool | None:
    """Whether the passage, read as a whole Markdown plan, meets the point.

    `assume` may give kind, subject and region (province, city, county with blanks between).
    """
    kind = Kind(assume.get("kind") or (point.kinds or requirement.kinds)[0])
    default = point.subjects[0] if point.subjects else ("ordinary" if kind.is_enterprise else "government")
    subject = Subject(assume.get("subject", default))
    places = [*assume.get("region", "").split(), "", "", ""]
    options = ReadOptions(kind=kind, subject=subject, region=Region(places[0], places[1], places[2]))
    plan = read_text(passage, name="proof.md", options=options)
    index = TextIndex.of(plan)
    facts = extract_facts(plan, index, catalogue, date.today())
    return evaluate(point, unit_case(plan, plan.units[0], facts, index, catalogue)).met
