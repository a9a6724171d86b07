"""The comparison with an upper plan in short: the worst finding of each aspect, how many matters fit."""

from __future__ import annotations

from checker.report import Connection, ConnectionMatter, Verdict
from checker.reporting.connections import aspect_lines, tally


def entry(aspect: str, verdict: Verdict, *matters: Verdict) -> Connection:
    parts = tuple(
        ConnectionMatter(id=f"m{n}", item="CONN-A", says="事项", verdict=v, reason=f"理由{n}")
        for n, v in enumerate(matters)
    )
    return Connection(
        item="CONN-A", aspect=aspect, verdict=verdict, upper="总体预案", reason="没有可比的", matters=parts
    )


def test_the_worst_is_told_and_what_fits_is_counted() -> None:
    bad, good = Verdict.NON_COMPLIANT, Verdict.COMPLIANT
    first, second = aspect_lines([entry("levels", bad, bad, good, good), entry("drill", Verdict.UNDETERMINED)])
    assert (first.verdict, first.aspect, first.found, first.fits) == ("✗ 未衔接或冲突", "响应级别", "理由0", "2/3")
    assert (second.found, second.fits) == ("没有可比的", "")


def test_the_tally_has_marks_and_words() -> None:
    assert tally([entry("levels", Verdict.PARTIAL), entry("drill", Verdict.PARTIAL)]) == "△ 部分衔接 2"
