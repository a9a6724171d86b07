"""The table of contents: recognised by its title, its dot leaders, or because the headings come twice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.reading.drafts import Draft, dense
from checker.reading.numbering import LabelKind, fold, parse_label

_TITLE = re.compile(r"^(?:目录|目次|目録|contents)$", re.I)
_LEADER = re.compile(
    r"^(?P<title>.*?)\s*(?:[.．·•…⋯‥]\s?){3,}[\s.·…]*(?P<page>[-–—]?\s*(?:\d{1,3}|[IVXivx]{1,5})\s*[-–—]?)?\s*$"
)
_TRAILING = re.compile(r"^(?P<title>.*?[^\d\s.])[\s.．…·:：]*[\s.．…·]+(?P<page>[-–—]?\s*\d{1,3}\s*[-–—]?)\s*$")
_GLUED = re.compile(r"\d\s*[.．]\s*\d|\.\.")
_SPAN = 500  # drafts a table of contents can run over


@dataclass(frozen=True, slots=True)
class Entry:
    number: str
    title: str
    page: str


def mark(drafts: list[Draft]) -> None:
    """Set the role of every line of a table of contents."""
    for draft in drafts:
        if draft.is_text and len(draft.text) < 120 and _LEADER.match(draft.text) and "。" not in draft.text:
            draft.role = "contents"
    for index, draft in enumerate(drafts):
        if draft.table is None and not draft.textbox and _TITLE.match(dense(draft.text)):
            _mark_run(drafts, index)
    _mark_twice(drafts)


def _mark_run(drafts: list[Draft], start: int) -> None:
    drafts[start].role = "contents"
    drafts[start].outline = None
    first = next((i for i in range(start + 1, min(start + 4, len(drafts))) if drafts[i].table is None), None)
    if first is None:
        return
    again = _recurrence(drafts, first)
    end = again if again is not None else first
    if again is None:
        listed = False
        while end < len(drafts) and end < start + _SPAN and _entry_like(drafts[end]):
            paged = drafts[end].role == "contents" or bool(_TRAILING.match(drafts[end].text))
            if not paged and (listed or not _is_paged(drafts, end)):
                break
            listed = listed or paged
            end += 1
    for draft in drafts[start:end]:
        if draft.table is None:
            draft.role, draft.outline = "contents", None


def _is_paged(drafts: list[Draft], start: int) -> bool:
    ahead = [d for d in drafts[start : start + 8] if d.table is None]
    return sum(d.role == "contents" or bool(_TRAILING.match(d.text)) for d in ahead) >= 3


def _mark_twice(drafts: list[Draft]) -> None:
    """Contents without a title: a run of short numbered lines from the first number on that then starts again."""
    for index, draft in enumerate(drafts[:80]):
        label = parse_label(draft.text) if draft.is_text else None
        if label is None or label.last != 1 or label.depth != 1:
            continue
        if label.kind not in (LabelKind.DECIMAL, LabelKind.HAN, LabelKind.CHAPTER):
            continue
        again = _recurrence(drafts, index)
        if again is not None and again - index >= 4:
            for line in drafts[index:again]:
                if line.table is None:
                    line.role, line.outline = "contents", None
        return


def _recurrence(drafts: list[Draft], first: int) -> int | None:
    """Where the first entry of the contents comes again as a heading; all lines between must look like entries."""
    key = _key(drafts[first])
    if len(key) < 2:
        return None
    strange = 0
    for index in range(first + 1, min(first + _SPAN, len(drafts))):
        draft = drafts[index]
        if draft.table is not None:
            return None
        if index > first + 2 and _same(key, _key(draft)):
            return index
        strange += not _entry_like(draft)
        if strange > 2 + 0.1 * (index - first):
            return None
    return None


def _same(key: str, other: str) -> bool:
    return other == key or (len(key) >= 3 and other.startswith(key)) or (len(other) >= 3 and key.startswith(other))


def _key(draft: Draft) -> str:
    """Number and first words of a line, alike in the contents and in the text (where an automatic number is apart)."""
    text = fold(draft.text)
    label = parse_label(text)
    rest = text[label.end :] if label else text
    match = _LEADER.match(rest) or _TRAILING.match(rest)
    title = re.split(r"\s+(?=\d)|\t", match.group("title") if match else rest)[0]
    return re.sub(r"[\s.·…\d]+", "", title)[:12]


def _entry_like(draft: Draft) -> bool:
    if len(_GLUED.findall(draft.text)) >= 3 and "，" not in draft.text and "。" not in draft.text:
        return True  # several entries glued into one line
    return draft.role == "contents" or (
        len(dense(draft.text)) <= 60 and not draft.text.endswith(("。", "；", "，", "："))
    )


def entry(text: str) -> Entry | None:
    """A line of the contents taken apart; None for its title and for page numbers."""
    if _TITLE.match(dense(text)):
        return None
    match = _LEADER.match(text) or _TRAILING.match(text)
    title, page = (match.group("title"), match.group("page") or "") if match else (text, "")
    label = parse_label(title)
    words = title[label.end :] if label else title
    words = words.strip(" .·…\t　")
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", words):
        return None
    return Entry(label.text if label else "", words, page.strip(" -–—"))
