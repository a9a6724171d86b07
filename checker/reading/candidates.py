"""A paragraph that may be a heading, and how far its own look already makes it one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from checker.reading.drafts import Draft
from checker.reading.numbering import Label, parse_label, title_before_label


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


def label_of(draft: Draft) -> tuple[Label | None, str]:
    """The label of a paragraph (automatic or written) and the words after it."""
    if draft.number:
        label = parse_label(draft.number + " ")
        if label is not None:
            return Label(label.kind, label.values, draft.number, 0), draft.text
    label = parse_label(draft.text)
    if label is None:
        return title_before_label(draft.text) or (None, draft.text)
    return label, draft.text[label.end :].strip()
