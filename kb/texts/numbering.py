"""The number a line of a law or standard begins with, and which number may follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.search.words import number

_HAN = "零〇一二三四五六七八九十百"
_ARTICLE = re.compile(rf"^第\s*([{_HAN}\d]{{1,7}})\s*条(?:\s*之\s*([{_HAN}]))?(?![例款])[\s　:：]*")
_IN_SENTENCE = re.compile(r"^(?:规定|的|、|和|或|至|第|之规定|所列|所称|所规定|以及|及|，)")
_CHAPTER = re.compile(rf"^(第\s*[{_HAN}\d]{{1,4}}\s*[章节编])[\s　]*(.{{0,40}})$")
_SECTION = re.compile(
    r"^(\d{1,2}(?:\s?\.\s?\d{1,2}){0,5})(?![\d）)%年月日.、,，~～—-])(?:[\s　]+|(?=[\u4e00-\u9fff]))(.*)$"
)
_ANNEX = re.compile(r"^附\s*录\s*([A-Z])(?![a-z.])[\s　]*(.*)$")
_ANNEX_SECTION = re.compile(r"^([A-Z](?:\s?\.\s?\d{1,2}){1,4})(?![\d.])[\s　]*(.*)$")
_ATTACHMENT = re.compile(r"^附\s*件\s*(\d{1,2}|[一二三四五六七八九十])?(?=$|[\s:：.．])[\s　:：.．]*(.{0,40})$")
_TOP = re.compile(rf"^([{_HAN}]{{1,3}})、(.*)$")
_SECOND = re.compile(rf"^[（(]([{_HAN}]{{1,3}})[）)](.*)$")
_THIRD = re.compile(r"^(\d{1,2})[.．、](?!\d)(.*)$")
_BOX = re.compile(r"^(专栏\s*\d{1,2})[\s　:：]*(.*)$")
_ITEM = re.compile(rf"^(?:[（(]([{_HAN}]{{1,3}}|\d{{1,2}}|[a-z])[）)]|([a-z]|\d{{1,2}})[)）])[\s　]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a line, in normal form and as written, and the words after it."""

    sort: str  # article, chapter, section, annex, attachment, top, second, third, box
    number: str
    label: str
    rest: str


def article(text: str) -> Mark | None:
    """「第三十三条 ……」; not 「第三十三条规定的……」 where a line was broken in a sentence."""
    match = _ARTICLE.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    if not re.search(r"[\s　:：]$", match[0]) and _IN_SENTENCE.match(rest):
        return None
    name = str(number(match[1])) + (f"-{number(match[2])}" if match[2] else "")
    return Mark("article", name, match[0].strip(" 　:："), rest.strip())


def chapter(text: str) -> Mark | None:
    match = _CHAPTER.match(text)
    return Mark("chapter", match[1], f"{match[1]} {match[2]}".strip(), match[2].strip()) if match else None


def section(text: str) -> Mark | None:
    """「6.3.1.2 ……」, also with blanks in it, 「附录A」 and 「C.1」."""
    match = _ANNEX.match(text)
    if match:
        return Mark("annex", f"附录{match[1].lower()}", f"附录{match[1]}", match[2].strip())
    match = _ANNEX_SECTION.match(text)
    if match:
        name = re.sub(r"\s", "", match[1])
        return Mark("section", f"附录{name.lower()}", name, match[2].strip())
    match = _SECTION.match(text + ("" if " " in text or len(text) > 12 else " "))
    if match:
        name = re.sub(r"\s", "", match[1])
        return Mark("section", name, name, match[2].strip())
    return None


def outline(text: str) -> Mark | None:
    """「一、」「（二）」「3.」「专栏1」「附件2」."""
    for sort, pattern in (
        ("attachment", _ATTACHMENT),
        ("box", _BOX),
        ("top", _TOP),
        ("second", _SECOND),
        ("third", _THIRD),
    ):
        match = pattern.match(text)
        if match:
            name = re.sub(r"\s", "", match[1] or "")
            return Mark(sort, name, name, match[2].strip())
    return None


def item(text: str) -> str:
    """The number of an item at the head of a line: 「（六）」 → 6, 「d)」 → d; empty when there is none."""
    match = _ITEM.match(text)
    if not match:
        return ""
    found = match[1] or match[2]
    return found if found.isascii() else str(number(found))


def follows(last: str, new: str) -> bool:
    """Whether a section number may come right after another: first child, next sibling, next of a level above."""
    if not last:
        return new in ("1", "0")
    a, b = _steps(last), _steps(new)
    if len(b) == len(a) + 1:
        return b[:-1] == a and b[-1] == _one(b[-1])
    if len(b) > len(a):
        return False
    return b[:-1] == a[: len(b) - 1] and b[-1] == _next(a[len(b) - 1])


def between(last: str, new: str) -> list[str]:
    """The sections left out between two numbers on one level; empty when they are not on one."""
    a, b = _steps(last), _steps(new)
    if len(b) > len(a) or b[:-1] != a[: len(b) - 1] or not (a[len(b) - 1].isdigit() and b[-1].isdigit()):
        return []
    head = ".".join(b[:-1])
    return [f"{head}.{n}".strip(".") for n in range(int(a[len(b) - 1]) + 1, int(b[-1]))]


def _steps(name: str) -> list[str]:
    return name.removeprefix("附录").split(".")


def _one(step: str) -> str:
    return "1" if step.isdigit() else "a"


def _next(step: str) -> str:
    return str(int(step) + 1) if step.isdigit() else chr(ord(step) + 1)
