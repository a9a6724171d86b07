"""Numbered lines weighed beside their neighbours of the same kind: a series of headings, or the items of a list."""

from __future__ import annotations

import re
from collections import Counter

from checker.reading.candidates import Candidate, Strength, label_of
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import Label, LabelKind
from checker.reading.split import is_worded

_DEFINES = re.compile(r"是指|指(?![挥导定派令标引])|是(?!否)")  # the line below says what the term means
_TOPS = (LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ATTACHMENT)
_ABOVE = {
    LabelKind.DECIMAL: (*_TOPS, LabelKind.HAN, LabelKind.HAN_PAREN),
    LabelKind.HAN_PAREN: (*_TOPS, LabelKind.HAN),
    LabelKind.HAN: _TOPS,
}
_WORDED_KINDS = (LabelKind.DECIMAL, LabelKind.HAN, LabelKind.HAN_PAREN, LabelKind.PAREN)


def weigh(drafts: list[Draft], found: list[Candidate]) -> list[Candidate]:
    """The candidates without weak ones whose series are list items, and without strays among numbered sentences."""
    chosen = {c.index: c for c in found}
    labels = {i: label_of(d)[0] for i, d in enumerate(drafts) if d.is_text}
    kept: set[int] = set()
    kinds: Counter[LabelKind] = Counter()
    alone: list[Candidate] = []
    for position, candidate in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if candidate.strength is Strength.LIKELY and _stray(drafts, candidate, chosen, labels):
            continue
        if _is_whole_sentence(drafts, candidate, labels):
            continue
        label = candidate.label
        if label is None or candidate.strength > Strength.WEAK or _parents(label, following):
            kept.add(candidate.index)
        elif _is_series(drafts, candidate, chosen, labels):
            kept.add(candidate.index)
            kinds[label.kind] += 1
        elif len(dense(candidate.title)) <= 15 and _has_body(drafts, candidate.index, label, labels):
            alone.append(candidate)
    # a series of one is a heading where the file numbers its headings like that
    usual = [c for c in alone if c.label is not None and kinds[c.label.kind] >= 3]
    kept |= {c.index for c in usual if _is_single(c, chosen, labels, len(drafts))}
    return [c for c in found if c.index in kept]


def _is_single(candidate: Candidate, chosen: dict[int, Candidate], labels: dict[int, Label | None], end: int) -> bool:
    return len(_series(candidate, chosen, labels, end)) == 1


def _is_series(
    drafts: list[Draft], candidate: Candidate, chosen: dict[int, Candidate], labels: dict[int, Label | None]
) -> bool:
    """Whether the candidate's series is one of headings: nearly all titles, most with something below them."""
    label = candidate.label
    assert label is not None
    series = _series(candidate, chosen, labels, len(drafts))
    titled = sum(i in chosen for i in series) / len(series)
    bodied = sum(_has_body(drafts, i, label, labels) for i in series) / len(series)
    single = len(series) == 1 and label.kind not in (LabelKind.DECIMAL, LabelKind.HAN)
    if titled >= 0.8 and bodied >= 0.6 and not single:
        return True
    if bodied > 0 and label.kind in _WORDED_KINDS and is_worded(dense(candidate.title)):
        return True
    if label.kind is LabelKind.HAN:  # 一、 numbers clauses of agreements and chapters, seldom list items
        return sum(i in chosen and _has_body(drafts, i, label, labels) for i in series) >= 2 and bodied > 0
    own = sum(i in chosen and has_prose(drafts, i, labels) for i in series)
    return own >= 2 and has_prose(drafts, candidate.index, labels)


def _parents(label: Label, following: Candidate | None) -> bool:
    """Whether the next candidate is the label's own first child: 8.1 after 8."""
    other = following.label if following else None
    return other is not None and other.kind is LabelKind.DECIMAL and other.values == (*label.values, 1)


def _stray(
    drafts: list[Draft], candidate: Candidate, chosen: dict[int, Candidate], labels: dict[int, Label | None]
) -> bool:
    """A short numbered paragraph among numbered sentences: a defined term, or a sentence that lost its full stop."""
    label = candidate.label
    if label is None or label.kind is not LabelKind.DECIMAL or label.depth < 2:
        return False
    below = drafts[candidate.index + 1] if candidate.index + 1 < len(drafts) else None
    if below is not None and below.is_text and _DEFINES.match(below.text):
        return True
    series = _series(candidate, chosen, labels, len(drafts))
    titled = sum(i in chosen for i in series) / len(series)
    return titled < 0.6 and not _has_body(drafts, candidate.index, label, labels)


def _is_whole_sentence(drafts: list[Draft], candidate: Candidate, labels: dict[int, Label | None]) -> bool:
    """Words with a full stop and nothing of their own below: an item; `（一）编制目的。` has its text there."""
    label = candidate.label
    if label is None or candidate.outline is not None or not drafts[candidate.index].text.endswith("。"):
        return False
    following = labels.get(candidate.index + 1)
    if following is None:
        return candidate.index + 1 >= len(drafts)
    if following.kind is LabelKind.DECIMAL and label.kind is LabelKind.DECIMAL:
        return following.depth <= label.depth
    return following.kind is label.kind or following.kind in _ABOVE.get(label.kind, ())


def _series(candidate: Candidate, chosen: dict[int, Candidate], labels: dict[int, Label | None], end: int) -> list[int]:
    """The run 1, 2, 3 … of the candidate's kind of label around it, ended by a heading of a stronger kind."""
    label = candidate.label
    assert label is not None
    series = [candidate.index]
    for step, value in ((1, label.last + 1), (-1, label.last - 1)):
        index = candidate.index + step
        while 0 <= index < end and value > 0:
            other = labels.get(index)
            if other is not None and other.kind is label.kind and other.depth == label.depth:
                if other.last != value:
                    break
                series.append(index)
                value += step
            elif (
                index in chosen and chosen[index].strength >= Strength.LIKELY and not _below(label, chosen[index].label)
            ):
                break
            index += step
    return series


def _below(label: Label, other: Label | None) -> bool:
    return (
        other is not None
        and label.kind is LabelKind.DECIMAL
        and other.kind is LabelKind.DECIMAL
        and other.depth > label.depth
    )


def _has_body(drafts: list[Draft], index: int, label: Label, labels: dict[int, Label | None]) -> bool:
    """Whether something else than the next item of the series stands right below."""
    if index + 1 >= len(drafts):
        return False
    following = labels.get(index + 1)
    if following is None:
        return drafts[index + 1].role == "body"
    return (
        not (following.kind is label.kind and following.depth == label.depth)
        and following.kind is not LabelKind.ATTACHMENT
    )


def has_prose(drafts: list[Draft], index: int, labels: dict[int, Label | None]) -> bool:
    """Whether a sentence without a number stands right below."""
    if index + 1 >= len(drafts) or labels.get(index + 1) is not None or not drafts[index + 1].is_text:
        return False
    return len(drafts[index + 1].text) >= 15 and drafts[index + 1].text.endswith(("。", "：", ":", "；"))
