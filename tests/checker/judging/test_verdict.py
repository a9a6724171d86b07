"""From points to a verdict."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from checker.judging.verdict import decide
from checker.report import PointResult, Verdict
from kb.points import Point, Rule


def points(*roles: str) -> list[Point]:
    return [
        TypeAdapter(Point).validate_python(
            {
                "id": f"p{i}",
                "says": f"要点{i}",
                "role": r,
                "kind": "absent",
                "patterns": ["x"],
                "good": ["a"],
                "bad": ["x"],
            }
        )
        for i, r in enumerate(roles)
    ]


def results(*met: bool | None) -> list[PointResult]:
    return [PointResult(id=f"p{i}", says=f"要点{i}", met=m) for i, m in enumerate(met)]


@pytest.mark.parametrize(
    ("met", "verdict"),
    [
        ((True, True, True), Verdict.COMPLIANT),
        ((True, True, False), Verdict.PARTIAL),
        ((True, False, False), Verdict.PARTIAL),
        ((False, False, False), Verdict.NON_COMPLIANT),
    ],
)
def test_presence_and_required_points(met, verdict):
    decision = decide(Rule(), points("presence", "required", "required"), results(*met))
    assert decision.verdict is verdict


def test_the_rule_may_forgive_a_point():
    decision = decide(Rule(may_miss=1), points("required", "required"), results(True, False))
    assert decision.verdict is Verdict.COMPLIANT
    assert "2 个要点具备 1 个以上" in decision.rule


def test_a_breach_outweighs_everything():
    decision = decide(Rule(), points("required", "breach"), results(True, False))
    assert decision.verdict is Verdict.NON_COMPLIANT
    assert decision.reason.startswith("没有做到")


def test_an_untold_point_that_would_change_the_verdict_leaves_it_open():
    assert decide(Rule(), points("required"), results(None)).verdict is Verdict.UNDETERMINED
    assert decide(Rule(may_miss=1), points("required", "required"), results(True, None)).verdict is Verdict.COMPLIANT


def test_the_reason_names_what_is_there_and_what_is_missing():
    reason = decide(Rule(), points("required", "required"), results(True, False)).reason
    assert reason == "已写明：要点0；未见：要点1"
