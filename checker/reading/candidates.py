"""A paragraph that may be a heading, and how far its own look already makes it one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from checker.reading.drafts import Draft
from checker.reading.numbering import Label, LabelKind, parse_label, title_before_label


class Strength(IntEnum):
    NONE = 0
    WEAK = 1  # needs the numbering logic or its series to bear it out
    LIKELY = 2
    SURE = 3


@dataclass(slots=True)
class Candidate:
    """A paragraph that may be a heading: `index` in the drafts, its label, and its words without number."""

    index: int
    label: Label | None
    title: str
    strength: Strength
    outline: int | None = None
    weight: float = 0.0  # how large an unnumbered title is set: size, and a little for centred


_WRITTEN = (LabelKind.HAN, LabelKind.HAN_PAREN, LabelKind.CHAPTER, LabelKind.SECTION)


def _outranks(written: Label | None, automatic: Label) -> bool:
    """`3.` by Word before `一、名称` or `4.2 名称` typed by the author: the list crept in, the typed number counts."""
    if written is None or automatic.kind is not LabelKind.DECIMAL or automatic.depth > 1:
        return False
    if written.kind is LabelKind.ATTACHMENT:
        return bool(written.values)
    return written.kind in _WRITTEN or (written.kind is LabelKind.DECIMAL and written.depth > 1)


def label_of(draft: Draft) -> tuple[Label | None, str]:
    """The label of a paragraph (automatic or written) and the words after it."""
    label = parse_label(draft.text)
    if draft.number:
        automatic = parse_label(draft.number + " ")
        if automatic is not None and not _outranks(label, automatic):
            return Label(automatic.kind, automatic.values, draft.number, 0), draft.text
    if label is None:
        return title_before_label(draft.text) or (None, draft.text)
    inner = parse_label(draft.text[label.end :])
    if inner is not None and _outranks(inner, label):
        return replace(inner, end=label.end + inner.end), draft.text[label.end + inner.end :].strip()
    return label, draft.text[label.end :].strip()
