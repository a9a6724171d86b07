"""Page furniture of formats with pages: page numbers and running heads, taken out of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from checker.reading.drafts import Draft, dense
from checker.reading.numbering import fold

_PAGE_NUMBER = re.compile(
    r"^[-–—―~·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcⅠ-Ⅻⅰ-ⅻ]{1,6})(?:\s*页)?(?:\s*[/,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-–—―~·.\s]*$",
    re.I,
)
_OWN = re.compile(
    r"(?:附[件录表图](?:之?[\dA-Z一二三四五六七八九十]{1,3})?|第[\d一二三四五六七八九十]{1,3}[章节])(?:[-.:、]?\d{0,2})$"
)
_EDGE = 2  # lines at the top and at the bottom of a page that can be furniture


def drop(drafts: list[Draft]) -> tuple[list[Draft], tuple[str, ...]]:
    """Drafts without page numbers and running heads, and the running heads found."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if draft.page is not None and draft.table is None and draft.wrapped:
            pages[draft.page].append(index)
    if len(pages) < 2:
        return drafts, ()
    edges = {i for lines in pages.values() for i in (*lines[:_EDGE], *lines[-_EDGE:])}
    gone = {i for lines in pages.values() for i in (lines[0], lines[-1]) if _PAGE_NUMBER.match(fold(drafts[i].text))}
    seen = Counter(k for lines in pages.values() for k in {key(drafts[i].text) for i in lines if i in edges})
    enough = max(3, 0.4 * len(pages))
    heads = {k for k, count in seen.items() if k is not None and count >= enough and len(k) >= 2}
    gone |= {i for i in edges if key(drafts[i].text) in heads}
    found = tuple(dict.fromkeys(drafts[i].text for i in sorted(gone) if key(drafts[i].text) in heads))
    return [d for i, d in enumerate(drafts) if i not in gone], found


def key(text: str) -> str | None:
    """What makes lines of several pages the same running head: the words, numbers apart; None for words of the text.

    `附件1`, `附件2` … each at the top of a page and the ends of sentences are the plan's own.
    """
    plain = dense(fold(text))
    if _OWN.match(plain) or plain.endswith(("。", "；", ";", "，")):
        return None
    return re.sub(r"\d+", "#", plain)
