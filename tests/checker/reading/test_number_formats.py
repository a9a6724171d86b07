"""Numbers as Word writes them."""

from __future__ import annotations

import pytest

from checker.reading.number_formats import format_number


@pytest.mark.parametrize(
    ("value", "name", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "japaneseCounting", "十二"),
        (10, "japaneseDigitalTenThousand", "一〇"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (5, "chineseLegalSimplified", "伍"),
        (20, "ideographLegalTraditional", "贰拾"),
        (9, "decimalEnclosedCircle", "⑨"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (3, "decimalEnclosedParen", "⑶"),
        (7, "decimalZero", "07"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (12, "decimalFullWidth", "１２"),
        (99, "decimalEnclosedCircle", "99"),
        (5, "a format of the future", "5"),
        (5, "none", ""),
    ],
)
def test_format(value: int, name: str, written: str) -> None:
    assert format_number(value, name) == written
