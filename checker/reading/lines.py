"""Joining hard-wrapped lines into paragraphs; the words stay as they are, only line breaks go."""

from __future__ import annotations

import re

from checker.reading.drafts import Draft
from checker.reading.numbering import LabelKind, parse_label
from checker.reading.text import width

_TERMINAL = tuple("。；！？：;!?:")
_OPEN = tuple("，、,（(《“—及和与或")
_SHORT = re.compile(r"^[^，。；：！？,;:!?]{1,30}$")
TAIL_SURE = 4  # so few characters with a full stop are never a paragraph of their own
_TAIL = re.compile(r"^[^，。；：！？,;:!?]{1,6}[。；;]$")  # the last few characters of a sentence
_LIST = frozenset(LabelKind) - {LabelKind.BULLET}


def join(drafts: list[Draft]) -> list[Draft]:
    """Paragraphs out of lines: of wrapped lines by their fill, of whole lines only where one plainly breaks off."""
    margins = _Margins(drafts)
    out: list[Draft] = []
    last: Draft | None = None  # the line that ended the paragraph being built
    for draft in drafts:
        previous = out[-1] if out else None
        if (
            previous is not None
            and last is not None
            and previous.is_text
            and draft.is_text
            and previous.wrapped == draft.wrapped
            and (margins.runs_on(last, draft) if draft.wrapped else _breaks_off(previous, draft))
        ):
            _append(previous, draft)
        else:
            out.append(draft)
        last = _tail(draft)
    return out


def _tail(draft: Draft) -> Draft:
    return Draft(
        draft.text, draft.page, bbox=draft.bbox, page_width=draft.page_width, size=draft.size, bold=draft.bold,
        centred=draft.centred, wrapped=draft.wrapped, number=draft.number,
    )  # fmt: skip


def _append(previous: Draft, draft: Draft) -> None:
    glue = " " if previous.text[-1:].isascii() and draft.text[:1].isascii() and previous.text[-1:].isalnum() else ""
    offset = len(previous.text) + len(glue)
    current = previous.breaks[-1][1] if previous.breaks else previous.page
    if draft.page is not None and draft.page != current:
        previous.breaks.append((offset, draft.page))
    previous.breaks.extend((offset + start, page) for start, page in draft.breaks)
    previous.text += glue + draft.text


def _breaks_off(previous: Draft, draft: Draft) -> bool:
    """A whole line that stops in the middle of a sentence, as text copied out of a PDF does here and there."""
    text = previous.text
    if previous.outline is not None or draft.outline is not None or draft.number or draft.bold != previous.bold:
        return False
    if len(text) < 30 or text.endswith((*_TERMINAL, "”", ".", "）", ")")) or parse_label(draft.text):
        return False
    if draft.blank_before and not (text.endswith(("，", "、", "（", "《")) or _unbalanced(text)):
        return False
    if previous.style or draft.style:  # HTML and Word keep paragraphs whole
        return False
    marks = "，。；" if parse_label(text) is not None else "，、。；"  # a long heading may list its parts
    return any(c in text for c in marks) and draft.text[0] not in "#|<—"


def _unbalanced(text: str) -> bool:
    tail = text[-60:]
    return (
        tail.count("《") > tail.count("》") or tail.count("（") > tail.count("）") or tail.count("“") > tail.count("”")
    )


class _Margins:
    """Where full lines end, per page width, in points or in columns."""

    def __init__(self, drafts: list[Draft]) -> None:
        lines = [d for d in drafts if d.wrapped and d.is_text]
        self._right: dict[int, float] = {}
        self._left: dict[int, float] = {}
        for key in {self._key(d) for d in lines}:
            ends = sorted(self._end(d) for d in lines if self._key(d) == key)
            starts = sorted(d.bbox[0] for d in lines if d.bbox and self._key(d) == key and len(d.text) > 12)
            self._right[key] = ends[int(len(ends) * 0.93)] if ends else 0.0
            self._left[key] = starts[int(len(starts) * 0.25)] if starts else 0.0

    @staticmethod
    def _key(draft: Draft) -> int:
        return round(draft.page_width or 0)

    @staticmethod
    def _end(draft: Draft) -> float:
        return draft.bbox[2] if draft.bbox else float(width(draft.text))

    def _is_full(self, draft: Draft) -> bool:
        right = self._right.get(self._key(draft), 0.0)
        if draft.bbox:
            return self._end(draft) >= right - 2.2 * (draft.size or 12)
        return self._end(draft) >= 0.9 * right

    def _is_indented(self, draft: Draft) -> bool | None:
        if not draft.bbox:
            return None
        left = self._left.get(self._key(draft), 0.0)
        return draft.bbox[0] > left + 1.2 * (draft.size or 12)

    def runs_on(self, line: Draft, following: Draft) -> bool:
        """Whether the line goes on in the following one."""
        if following.number or line.outline is not None or following.outline is not None:
            return False
        if line.size and following.size and abs(line.size - following.size) > 0.15 * line.size:
            return False
        text, right = line.text, self._right.get(self._key(line), 0.0)
        full = self._is_full(line)
        label = parse_label(following.text)
        starts_item = label is not None and label.kind in _LIST and not (label.tight and label.depth == 1 and full)
        indented = self._is_indented(following)
        if starts_item and not self._inside(line, following):
            return False
        if text.endswith(_TERMINAL):
            return full and indented is False and not text.endswith(("：", ":"))
        if full:
            if indented is True and not self._is_indented(line):
                return False
            return not (line.centred and following.centred and not line.bbox)
        if text.endswith(_OPEN) or _unbalanced(text):
            return True
        wide = self._end(line) >= 0.8 * right if right else False
        if _TAIL.match(following.text) and (wide or len(following.text) <= TAIL_SURE):
            return True
        return wide and not _SHORT.match(text) and indented is not True and any(c in text for c in "，、；。")

    def _inside(self, line: Draft, following: Draft) -> bool:
        """A label-like start that belongs to the sentence before it: `达到` / `3.5 米以上` or `见附件` / `2）。`."""
        label = parse_label(following.text)
        if label is None:
            return False
        if label.kind is LabelKind.HALF_PAREN:
            return line.text.count("（") + line.text.count("(") > line.text.count("）") + line.text.count(")")
        if label.kind in (LabelKind.ATTACHMENT, LabelKind.FIGURE):
            return self._is_full(line) and not line.text.endswith(_TERMINAL) and len(following.text) > 25
        rest = following.text[label.end :]
        if label.kind is LabelKind.DECIMAL and label.depth == 1 and self._is_full(line):
            return (
                not line.text.endswith(_TERMINAL)
                and any(c in rest for c in "，。；")
                and len(label.text) < 3
                and not label.text.endswith((".", "、"))
            )
        return False
