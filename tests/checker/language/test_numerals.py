"""Numbers, durations and frequencies as plans write them."""

from __future__ import annotations

import pytest

from checker.language.numerals import DURATION, frequencies, minutes, number, rank


@pytest.mark.parametrize(
    ("text", "value"),
    [("24", 24), ("1.5", 1.5), ("十", 10), ("十二", 12), ("二十四", 24), ("两", 2), ("半", 0.5), ("一百零五", 105)],
)
def test_number(text, value):
    assert number(text) == value


def test_not_a_number():
    assert number("几") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("半小时", 30), ("2个小时", 120), ("1个半小时", 90), ("三十分钟", 30), ("2日", 2880), ("一周", 10080)],
)
def test_minutes(text, value):
    match = DURATION.search(text)
    assert match and minutes(match) == value


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("每年组织一次", [12]),
        ("每半年组织一次", [6]),
        ("每三年", [36]),
        ("每两个月", [2]),
        ("每年不少于两次", [6]),
        ("1-2年至少一次", [24]),
        ("1次/年", [12]),
        ("2次/半年", [3]),
        ("2021年修订", []),
    ],
)
def test_frequencies(text, months):
    assert [m for _, _, m in frequencies(text)] == months


@pytest.mark.parametrize(
    ("label", "value"), [("Ⅰ级", 1), ("IV级", 4), ("III级", 3), ("二级", 2), ("3级", 3), ("橙色", 2), ("公司级", None)]
)
def test_rank(label, value):
    assert rank(label) == value
