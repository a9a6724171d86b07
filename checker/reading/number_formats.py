"""A number written in one of Word's number formats (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_number(value: int, name: str) -> str:
    """`value` in the format called `name`; an unknown format or a value outside its range is written in digits."""
    if name == "none":
        return ""
    writer = _WRITERS.get(name)
    return (writer(value) if writer else "") or str(value)


def chinese(value: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """一 … 九千九百九十九; "" outside 1 … 9999. A leading 一十 is written 十 when the units are the common ones."""
    if not 0 < value < 10000:
        return ""
    zero = "零"
    out = ""
    for position, figure in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if figure != "0":
            out += digits[int(figure)] + units[position]
        elif out and not out.endswith(zero):
            out += zero
    out = out.rstrip(zero)
    return out[1:] if digits == _DIGITS and out.startswith("一十") else out


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(value)) if value >= 0 else ""


def _counting(value: int) -> str:
    # chineseCounting spells up to 99 and writes figure by figure from 100 on
    return chinese(value) if value < 100 else _digit_by_digit(value)


def _legal(value: int) -> str:
    return chinese(value, _LEGAL, ("", "拾", "佰", "仟"))


def _letters(value: int) -> str:
    """a … z, aa … zz, aaa …, as Word repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return ""
    out = ""
    for worth, letters in _ROMAN:
        out += letters * (value // worth)
        value %= worth
    return out


def _row(*starts: tuple[int, int, int]) -> Callable[[int], str]:
    """Characters in a row of code points: (first value, last value, code point of the first)."""

    def write(value: int) -> str:
        return next((chr(code + value - first) for first, last, code in starts if first <= value <= last), "")

    return write


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else ""


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + i: 0xFF10 + i for i in range(10)})


_circle = _row((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": _row((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _row((1, 20, 0x2488)),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "ordinal": str,
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _row((1, 10, 0x3280)),
}
