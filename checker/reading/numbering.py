"""The labels people number headings and list items with, parsed into kind and values.

Works on folded text (`fold`), which has the same length as the original, so offsets hold for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


class LabelKind(StrEnum):
    CHAPTER = "chapter"  # 第一章, 第二部分, 第一篇
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    ATTACHMENT = "attachment"  # 附件1, 附录A
    FIGURE = "figure"  # 附图1, 附表2
    HAN = "han"  # 一、
    HAN_PAREN = "han-paren"  # （一）
    DECIMAL = "decimal"  # 1  1.  1、  1.1  1.1.1
    PAREN = "paren"  # （1）
    HALF_PAREN = "half-paren"  # 1)
    CIRCLED = "circled"  # ①
    LETTER = "letter"  # a)
    BULLET = "bullet"  # - • ——


@dataclass(frozen=True, slots=True)
class Label:
    """A parsed label: `text` as written, `end` the offset of the words after it, `tight`: nothing between."""

    kind: LabelKind
    values: tuple[int, ...]
    text: str
    end: int
    tight: bool = False

    @property
    def depth(self) -> int:
        return len(self.values)

    @property
    def last(self) -> int:
        return self.values[-1] if self.values else 0


_FOLD = {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x200A: 0x20, 0xFEFF: 0x20}
_FOLD |= {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord("﹒"): ord("."), ord("〔"): ord("("), ord("〕"): ord(")"), ord("\t"): 0x20, ord("\xad"): 0x20}


_MISREAD_ONE = re.compile(r"(?<=^\d\.)[lI](?=[\s\u4e00-\u9fff])")  # 3.l for 3.1, as OCR has it
_HEAD = 64  # characters that can hold a label; every step asks for the labels again, so they are kept


def fold(text: str) -> str:
    """Full-width forms and odd spaces as ASCII, one character for one character."""
    return text.translate(_FOLD)


_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}


def han_number(text: str) -> int:
    """一 … 九十九 (also 一百二) or plain digits as a number; 0 when it is none."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    total, unit = 0, 0
    for char in text:
        if char in _HAN_DIGITS:
            unit = _HAN_DIGITS[char]
        elif char == "十":
            total, unit = total + (unit or 1) * 10, 0
        elif char == "百":
            total, unit = total + (unit or 1) * 100, 0
        else:
            return 0
    return total + unit


_N = r"[一二三四五六七八九十百零〇○]{1,5}|\d{1,3}"
_CHAPTER = re.compile(rf"第\s?({_N})\s?(篇|部分|编|章|节|条)(?=[\s:、.,]|[^款项规之至、])[\s:、.]*")
_ATTACHMENT = re.compile(
    r"(附\s?件|附\s?录|附\s?表|附\s?图|附(?=\s?[\d一二三四五六七八九十]))\s?"
    r"((?:之)?(?:\d{1,2}(?:[-—.]\d{1,2})*|[一二三四五六七八九十]{1,3}|[A-Z](?![A-Za-z]))(?:[-—.]\d{1,2})*)?[\s:、.)]*"
)
_ATTACHMENT_LIST = re.compile(r"附\s?[件录]\s*:\s*(?:\d|[(一])")  # 附件：1.… lists what follows elsewhere
_DECIMAL = re.compile(r"(\d{1,2}(?:\s?[.]\s?\d{1,2}){1,5})(?![\d%‰℃])(\s*[.、:]?\s*)")
_ARABIC = re.compile(r"(\d{1,2})(?!\d)(\s*(?:[.、:](?!\d)|,(?=\s*[\u4e00-\u9fff])|\s)\s*|(?=[\u4e00-\u9fff《“]))")
_HAN = re.compile(r"([一二三四五六七八九十]{1,3})(\s*[、.:](?!\d)\s*|,\s*|\s+(?![〇○零一二三四五六七八九十年月]))")
_HAN_PAREN = re.compile(r"\(\s?([一二三四五六七八九十]{1,3})\s?\)[\s、.:]*")
_PAREN = re.compile(r"\(\s?(\d{1,2})\s?\)[\s、.]*")
_HALF_PAREN = re.compile(r"(\d{1,2})\s?\)[\s、.]*")
_LETTER = re.compile(r"\(?([A-Za-z])(?:\s?\)|[.、](?=\s*[\u4e00-\u9fff]))\s*")
_APPENDIX = re.compile(r"([A-H])\.(\d{1,2}(?:\.\d{1,2})*)(?![\d%])\s*(?=[\u4e00-\u9fff])")  # A.1 in 附录A
_CIRCLED = re.compile(r"([\u2460-\u2473\u2776-\u277f\u2780-\u2793])[\s、.]*")
_BULLET = re.compile(r"([-–—―•·●◆■□◇○※➢►▪\uf000-\uf0ff*]{1,2})\s*")
# after a bare number these words make it a quantity, not a label: 3个, 24小时, 10分钟
_QUANTITY = re.compile(
    "个|人(?!员|群|防|力|身|才|口|工|为|事|道|流)|名(?!称|词)|日(?!常)|月|年(?!度)|天(?!然|气)|时(?!限|间)|小时|分(?!级|类|工|析|组)|秒|次(?!生)|"
    "级(?!别)|万|千|百|亿|米|公里|吨|度|倍|号(?!召)|家|台(?!风|账)|辆|元|类(?!别|型)|种(?!类)|项(?!目)|条(?!件|例)|支(?!援|持)|"
    "套|座|处(?!置|理)|起(?!重|火|草)|架|艘|层|楼|周(?!边)|批(?!准)|点(?!位)|节|%|kg|km|mm|cm|m"
)


def parse_label(text: str) -> Label | None:
    """The label a line starts with; None when it starts with words. `text` need not be stripped."""
    return _parse_head(text[:_HEAD])


@lru_cache(maxsize=16384)
def _parse_head(text: str) -> Label | None:
    label = _parse(_MISREAD_ONE.sub("1", fold(text)))
    if label is None:
        return None
    start = len(text) - len(text.lstrip())
    return replace(label, text=text[start : start + len(label.text)])


def _parse(folded: str) -> Label | None:
    start = len(folded) - len(folded.lstrip())
    if start == len(folded):
        return None
    head = folded[start : start + 1]
    if head == "第":
        return _chapter(folded, start)
    if head == "附":
        return _attachment(folded, start)
    if head.isdigit():
        return _digits(folded, start)
    appendix = _APPENDIX.match(folded, start)
    if appendix:
        values = (ord(appendix.group(1)) - 64, *(int(v) for v in appendix.group(2).split(".")))
        return Label(LabelKind.DECIMAL, values, appendix.group(0).strip(), appendix.end())
    for kind, pattern in (
        (LabelKind.HAN, _HAN),
        (LabelKind.HAN_PAREN, _HAN_PAREN),
        (LabelKind.PAREN, _PAREN),
        (LabelKind.LETTER, _LETTER),
        (LabelKind.CIRCLED, _CIRCLED),
        (LabelKind.BULLET, _BULLET),
    ):
        match = pattern.match(folded, start)
        if match:
            return Label(kind, (_value(kind, match.group(1)),), match.group(0).strip(), match.end())
    return None


def _value(kind: LabelKind, text: str) -> int:
    if kind in (LabelKind.HAN, LabelKind.HAN_PAREN, LabelKind.PAREN):
        return han_number(text)
    if kind is LabelKind.LETTER:
        return ord(text.lower()) - 96
    if kind is LabelKind.CIRCLED:
        code = ord(text)
        return next(code - base + 1 for base in (0x278A, 0x2780, 0x2776, 0x2460) if code >= base)
    return 0


def _chapter(folded: str, start: int) -> Label | None:
    match = _CHAPTER.match(folded, start)
    if not match:
        return None
    kind = {"节": LabelKind.SECTION, "条": LabelKind.ARTICLE}.get(match.group(2), LabelKind.CHAPTER)
    label = match.group(0).rstrip(" :、.")
    return Label(kind, (han_number(match.group(1)),), label, match.end(), match.group(0) == label)


def _attachment(folded: str, start: int) -> Label | None:
    match = _ATTACHMENT.match(folded, start)
    if not match or _ATTACHMENT_LIST.match(folded, start):
        return None
    word, number = match.group(1).replace(" ", ""), (match.group(2) or "").lstrip("之")
    kind = LabelKind.FIGURE if word in ("附表", "附图") else LabelKind.ATTACHMENT
    parts = [p for p in re.split(r"[-—.]", number) if p]
    values = tuple(ord(p) - 64 if p.isalpha() and p.isascii() else han_number(p) for p in parts)
    label = match.group(0).rstrip(" :、.)")
    return Label(kind, values, label, match.end(), match.group(0) == label)


def _digits(folded: str, start: int) -> Label | None:
    match = _HALF_PAREN.match(folded, start)
    if match:
        return Label(LabelKind.HALF_PAREN, (int(match.group(1)),), match.group(0).strip(), match.end())
    match = _DECIMAL.match(folded, start)
    if match:
        values = tuple(int(p) for p in re.split(r"\s?[.]\s?", match.group(1)))
        tight = not match.group(2)
        if values[0] == 0 or 0 in values[1:] or (tight and _QUANTITY.match(folded, match.end())):
            return None
        return Label(LabelKind.DECIMAL, values, match.group(0).strip(), match.end(), tight)
    match = _ARABIC.match(folded, start)
    if not match or int(match.group(1)) == 0:
        return None
    tight = not match.group(2)
    if tight and _QUANTITY.match(folded, match.end()):
        return None
    return Label(LabelKind.DECIMAL, (int(match.group(1)),), match.group(0).strip(), match.end(), tight)


_BEFORE_LABEL = re.compile(r"^(.{2,40}?)\s+(附\s?[件录]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[A-Z]))\s*:?$")


def title_before_label(text: str) -> tuple[Label, str] | None:
    """`水位特性表 附件1`, a title with its label behind it, as label and title."""
    match = _BEFORE_LABEL.match(fold(text)) if len(text) < 60 and "附" in text else None
    label = parse_label(match.group(2)) if match else None
    return (label, text[: match.end(1)].strip()) if match and label else None
