from checker.report import Verdict
from checker.reporting.bars import group_bars

BAD, HALF, GOOD, NONE = Verdict.NON_COMPLIANT, Verdict.PARTIAL, Verdict.COMPLIANT, Verdict.NOT_APPLICABLE


def test_worst_group_first_and_counts_in_words() -> None:
    bars = group_bars([("总则", GOOD), ("响应", HALF), ("演练", BAD), ("演练", GOOD), ("响应", HALF)])
    assert [(b.label, b.told) for b in bars] == [("演练", "✗ 1　✓ 1"), ("响应", "△ 2"), ("总则", "✓ 1")]


def test_what_does_not_apply_is_not_drawn() -> None:
    assert [b.label for b in group_bars([("总则", NONE), ("响应", NONE), ("响应", GOOD)])] == ["响应"]
