"""Digits of a slanting watermark that text copied out of a PDF carries in its lines, taken out again.

A watermark of digits (an account or download number) crosses every line of the page; each line then holds one digit
several times over: `1 本预1案适用于车1站的 1`. Only a file full of such lines is touched, and in it only lines that
hold the digit as a token of its own.
"""

from __future__ import annotations

import re
from collections import Counter

_MIN_LINES = 8
_MIN_SHARE = 0.08
_TAIL = re.compile(r"(?<=\s)(\d)(?:\s+\1)*\s*$")
_ONLY_DIGITS = re.compile(r"^\s*\d{1,2}(?:\s+\d{1,3}){2,}\s*$")
_UNIT = re.compile(r"[\s]*(?:级|个|日|月|年|时|小时|分|秒|次|名|人|户|米|吨|元|度|号|台|辆|条|项|类|种|倍|%)")
_LEADING_ZERO = re.compile(r"\s*0\d(?:\.\d+)*\s")
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff，、；（])[ ]{1,3}(?=[\u4e00-\u9fff，。；、）])")
SEAM = "\u2060"  # invisible: where something was taken out; a quote ends there and stays verbatim
SEAMS_FROM = 24  # characters; shorter lines may be headings, whose words are compared
_HAN = re.compile("[\u4e00-\u9fff，。；、：（）《》]")
_BETWEEN_WORDS = re.compile(
    rf"(?<=[\u4e00-\u9fff，。；、：（）《》])[ ]{{0,2}}{SEAM}[ ]{{0,1}}(?=[\u4e00-\u9fff，。；、：（）《》])"
)
_WORD = r"[\u4e00-\u9fffⅠ-Ⅻ，。；：、（）()《》“”‘’/―—]"  # what a stray digit stands beside


def remove(lines: list[str]) -> tuple[list[str], int]:
    """The lines without such digits, and how many lines were touched; unchanged where the file has no watermark."""
    marked = [_digit(line) for line in lines]
    written = sum(bool(line.strip()) for line in lines)
    certain = sum(d is not None for d in marked)
    if certain < max(_MIN_LINES, _MIN_SHARE * written):
        return lines, 0
    counts = Counter(len(_spots(line, d)[0]) for line, d in zip(lines, marked, strict=True) if d is not None)
    per_line = counts.most_common(1)[0][0]
    out: list[str] = []
    touched = 0
    for line, digit in zip(lines, marked, strict=True):
        if _ONLY_DIGITS.match(line):
            cleaned = ""
        else:
            cleaned = _clean(line, digit, per_line) if digit is not None else line
        touched += cleaned != line
        out.append(cleaned)
    return out, touched


def _digit(line: str) -> str | None:
    """The digit the watermark left on a line: three times over, between words or as a token of its own."""
    match = _TAIL.search(line)
    if match:
        digit = match.group(1)
        firm, loose = _spots(line, digit)
        return digit if len(firm) + len(loose) + (_hidden(line, digit, set(firm)) is not None) >= 3 else None
    inside = Counter(m.group(1) for m in re.finditer(rf"(?<={_WORD})\s?(\d)\s?(?={_WORD})", line))
    inside.update(m.group(1) for m in re.finditer(r"(?:(?<=\s)|^)(\d)(?=\s)", line))
    digit, count = inside.most_common(1)[0] if inside else ("", 0)
    return digit if count >= 3 else None


def _spots(line: str, digit: str) -> tuple[list[int], list[int]]:
    """Offsets where the digit stands alone, between spaces or words; those before a unit (`1小时`) apart."""
    found = {m.start() for m in re.finditer(rf"(?:(?<=\s)|^){digit}(?=\s|{_WORD}|$)", line)}
    found |= {m.start() for m in re.finditer(rf"(?<={_WORD}){digit}(?=\s|{_WORD}|[A-Z]|$)", line)}
    doubtful = {i for i in found if digit != "0" and _UNIT.match(line, i + 1)}
    return sorted(found - doubtful), sorted(doubtful)


def _clean(line: str, digit: str, per_line: int) -> str:
    spots, doubtful = _spots(line, digit)
    if len(spots) % per_line == per_line - 1:
        hidden = _hidden(line, digit, set(spots))
        spots += [hidden] if hidden is not None else doubtful[:1]
    if digit == "0" and _LEADING_ZERO.match(line):
        spots.append(line.index("0"))  # no label starts with a zero
    gone = set(spots)
    text = "".join(SEAM if i in gone else char for i, char in enumerate(line))
    if len(line) < SEAMS_FROM:
        text = text.replace(SEAM, "")
    text = _BETWEEN_WORDS.sub(SEAM, text)
    text = "".join(c for i, c in enumerate(text) if c != SEAM or _joins_words(text, i))
    text = _GAPS.sub("", text).strip()
    if not text:
        return ""
    filled = [i for i, char in enumerate(line) if not char.isspace()]
    lead, tail = (SEAM if filled[end] in gone else "" for end in (0, -1))
    return lead + text + tail


def _joins_words(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and bool(_HAN.match(text[at - 1]) and _HAN.match(text[at + 1]))


def _hidden(line: str, digit: str, known: set[int]) -> int | None:
    """The one digit that ran into a number or a label: `04.3.1`, `4.2.13`, `2b)`, `c3)`."""
    for pattern in (
        rf"^\s*({digit})(?=\d+\.\d|\d\s|[a-z]\s?[)）])",
        rf"^\s*[a-z]({digit})(?=[)）])",
        rf"^\s*\d{{1,2}}(?:\.\d{{1,2}})*?\.\d({digit})(?=\s*[\u4e00-\u9fff])",
        rf"^\s*\d(?:\.\d)*?\.({digit})\d(?:\.\d)*\s",
        rf"(?<=[A-Z])({digit})(?=[A-Z\-])",
    ):
        match = re.search(pattern, line)
        if match and match.start(1) not in known:
            return match.start(1)
    return None
