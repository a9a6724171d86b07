"""Every point of the catalogue proves itself: its good passages meet it, its bad ones do not."""

from __future__ import annotations

import pytest

from checker.judging.proof import prove_point
from kb.catalogue import load_catalogue
from kb.models import Requirement

CATALOGUE = load_catalogue()
WITH_POINTS = [r for r in CATALOGUE.requirements.values() if r.points]
INSTRUMENTS = sorted({r.instrument for r in WITH_POINTS})


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_examples_of_every_point(instrument: str) -> None:
    wrong = [line for r in WITH_POINTS if r.instrument == instrument for line in _wrong(r)]
    assert wrong == []


def _wrong(requirement: Requirement) -> list[str]:
    out = []
    for point in requirement.points:
        for wanted, passages in ((True, point.good), (False, point.bad)):
            for passage in passages:
                met = prove_point(CATALOGUE, requirement, point, passage, point.assume)
                if met is not wanted:
                    out.append(f"{requirement.id} {point.id}: wanted {wanted}, got {met}: {passage[:60]}")
    return out


def test_every_default_duty_that_text_can_show_has_points() -> None:
    bare = [
        r.id for r in CATALOGUE.requirements.values() if r.tier == "core" and r.target == "plan-text" and not r.points
    ]
    assert bare == []
