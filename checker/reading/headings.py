"""Which paragraphs can be headings, from the file's own word, number, font, place, contents page and wording together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from checker.reading.contents import Entry
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import Label, LabelKind, fold, parse_label, title_before_label
from checker.reading.split import is_worded
from checker.reading.wording import wording

_SENTENCE = re.compile(r"[。；;！？!?]")
_CLOSING = tuple("。；，：、;,:!?！？")
_VERBAL_END = re.compile(r"(?:如下|所示|如图\d*所示|见[附图表].{0,6})$")
_RUN_IN_KINDS = (LabelKind.HAN_PAREN, LabelKind.DECIMAL, LabelKind.HAN)
_ABBREVIATION = re.compile(r"[A-Z]{2,8}(?:[/、][A-Z]{2,8})?$")
# words with which a sentence says who does what; a title of that length has none
_CLAUSE = re.compile(r"负责|应当|应及时|必须|不得|可以|是指|按照.*(?:执行|进行)|由.{2,20}(?:牵头|组织|启动|制定)")
_NO_TITLE = re.compile(r"[附续]?[表图]\d|[(（]|.*(?:[年月日图]|公司|政府|厅|局)$|.{0,3}$")
_STRONG = (LabelKind.CHAPTER, LabelKind.SECTION)
_LISTS = (
    LabelKind.HAN,
    LabelKind.HAN_PAREN,
    LabelKind.PAREN,
    LabelKind.HALF_PAREN,
    LabelKind.DECIMAL,
    LabelKind.CIRCLED,
)


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


@dataclass(frozen=True, slots=True)
class Look:
    """What the body of the file looks like, to tell headings from it."""

    size: float | None
    bold_share: float
    contents: frozenset[str]
    bare: frozenset[str]  # titles the contents page lists without a number

    def stands_out(self, draft: Draft) -> bool:
        larger = bool(self.size and draft.size and draft.size >= 1.08 * self.size)
        return larger or (draft.bold and self.bold_share < 0.35)

    def in_contents(self, title: str) -> bool:
        key = _key(title)
        return bool(key) and (
            key in self.contents or any(fuzz.ratio(key, c) >= 92 for c in self.contents if abs(len(c) - len(key)) < 3)
        )


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", fold(title))


def look(drafts: list[Draft], listed: list[Entry]) -> Look:
    """Body size and weight by number of characters, and the titles of the contents page."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for draft in drafts:
        if draft.is_text:
            count = len(draft.text)
            total += count
            bold += count if draft.bold else 0
            if draft.size:
                sizes[round(draft.size, 1)] += count
    size = sizes.most_common(1)[0][0] if sizes else None
    keys = frozenset(k for e in listed if len(k := _key(e.title)) >= 2)
    bare = frozenset(k for e in listed if not e.number and len(k := _key(e.title)) >= 2)
    return Look(size, bold / total if total else 0.0, keys, bare)


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


def is_title_like(title: str, longest: int = 40) -> bool:
    """Words that can stand as a title: no sentence, no clause left open."""
    words = dense(title)
    if not 2 <= len(words) <= longest or words.endswith(_CLOSING) or _SENTENCE.search(words):
        return False
    if not re.search(r"[\u4e00-\u9fff]", words) or _VERBAL_END.search(words):
        return False
    return not re.search(r"[:：].", words) and not (
        words.startswith(("，", "、", "）", "”")) or words.count("（") > words.count("）")
    )


def candidates(drafts: list[Draft], seen: Look) -> list[Candidate]:
    """All paragraphs that may be headings, in order; series of list items are left out."""
    listed = _attachment_lists(drafts)
    found = [
        c for i, d in enumerate(drafts) if d.is_text and i not in listed and (c := _candidate(i, d, seen)) is not None
    ]
    return _weigh_series(drafts, found)


def _attachment_lists(drafts: list[Draft]) -> set[int]:
    """The lines of `附件：1.… 2.…`: a list of what follows elsewhere, not headings."""
    found: set[int] = set()
    for index, draft in enumerate(drafts):
        if not draft.is_text or not re.match(r"附\s?[件录]\s*[:：]", draft.text):
            continue
        found.add(index)
        value = 2 if re.search(r"1\s*[.．、]", draft.text) else 1
        for later in range(index + 1, len(drafts)):
            label = parse_label(drafts[later].text) if drafts[later].is_text else None
            if label is None or label.kind is not LabelKind.DECIMAL or label.values != (value,):
                break
            found.add(later)
            value += 1
    return found


def _candidate(index: int, draft: Draft, seen: Look) -> Candidate | None:
    label, title = label_of(draft)
    if draft.outline is not None:
        return _styled(index, draft, label, title)
    if label is None:
        return _unnumbered(index, draft, title, seen)
    if label.kind in (LabelKind.BULLET, LabelKind.LETTER, LabelKind.ARTICLE):
        return None
    if label.kind in (LabelKind.ATTACHMENT, LabelKind.FIGURE):
        return _attachment(index, draft, label, title, seen)
    if title.endswith("。") and len(title) <= 21 and label.kind in _RUN_IN_KINDS:
        title = title[:-1]
    if not (is_title_like(title) or (label.depth >= 2 and _ABBREVIATION.match(title))):
        return None
    strength = Strength.WEAK
    if (
        label.kind in _STRONG
        or seen.in_contents(title)
        or (seen.stands_out(draft) and label.kind is not LabelKind.CIRCLED)
    ):
        strength = Strength.SURE
    elif label.kind is LabelKind.DECIMAL and label.depth >= 2:
        if len(title) > 14 and _CLAUSE.search(title):
            return None
        comma = "，" in title or "," in title
        strength = Strength.WEAK if label.tight and comma else Strength.LIKELY
        if comma and len(title) > 25:
            return None
    elif "，" in title or "," in title or len(title) > 30 or (len(title) > 14 and _CLAUSE.search(title)):
        return None
    return Candidate(index, label, title, strength)


def _styled(index: int, draft: Draft, label: Label | None, title: str) -> Candidate | None:
    words = dense(title)
    if label is not None and not words and label.kind in (*_STRONG, LabelKind.ATTACHMENT):
        return Candidate(index, label, "", Strength.SURE, draft.outline)
    if (
        not 2 <= len(words) <= 60
        or words.endswith(("。", "；", "，", "、"))
        or "。" in words
        or not re.search(r"[\u4e00-\u9fffA-Za-z]", words)
    ):
        return None
    if words.endswith(("：", ":")) and len(words) > 12:
        return None
    return Candidate(index, label, title.rstrip("：: "), Strength.SURE, draft.outline)


def _unnumbered(index: int, draft: Draft, title: str, seen: Look) -> Candidate | None:
    words = fold(dense(title))
    if words in wording().front_matter:
        return Candidate(index, None, title, Strength.SURE)
    if not is_title_like(title, 30) or "，" in title or draft.page == 1:
        return None
    if _key(title) in seen.bare and (is_worded(words) or seen.stands_out(draft) or draft.centred):
        return Candidate(index, None, title, Strength.LIKELY)
    if seen.stands_out(draft) and is_worded(words) and not _NO_TITLE.match(words):
        return Candidate(index, None, title, Strength.LIKELY)
    if draft.centred and seen.size and draft.size and draft.size >= 1.2 * seen.size and not _NO_TITLE.match(words):
        return Candidate(index, None, title, Strength.LIKELY)
    return None


def _attachment(index: int, draft: Draft, label: Label, title: str, seen: Look) -> Candidate | None:
    words = dense(title)
    if words and (not is_title_like(title, 45) or re.match(r"[中的所和及、，是为为]", words)):
        return None
    if not words and not label.values and not (seen.stands_out(draft) or draft.centred or len(dense(draft.text)) <= 3):
        return None
    if label.kind is LabelKind.FIGURE and not (seen.stands_out(draft) or seen.in_contents(title)):
        return None
    return Candidate(index, label, title, Strength.LIKELY)


def _weigh_series(drafts: list[Draft], found: list[Candidate]) -> list[Candidate]:
    """Drop weak candidates of a kind whose neighbours of the same kind are list items or have nothing below them."""
    chosen = {c.index: c for c in found}
    labels = {i: label_of(d)[0] for i, d in enumerate(drafts) if d.is_text}
    kept: list[Candidate] = []
    for position, candidate in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if candidate.strength is Strength.LIKELY and _stray(drafts, candidate, chosen, labels):
            continue
        if candidate.strength > Strength.WEAK or candidate.label is None or _parents(candidate.label, following):
            kept.append(candidate)
            continue
        series = _series(candidate, chosen, labels, len(drafts))
        titled = sum(i in chosen for i in series) / len(series)
        bodied = sum(_has_body(drafts, i, candidate.label, labels) for i in series) / len(series)
        own = sum(i in chosen and _has_prose(drafts, i, labels) for i in series)
        single = len(series) == 1 and candidate.label.kind not in (LabelKind.DECIMAL, LabelKind.HAN)
        top = candidate.label.kind in (LabelKind.DECIMAL, LabelKind.HAN) and is_worded(dense(candidate.title))
        whole = titled >= 0.8 and bodied >= 0.6 and not single
        if whole or (top and bodied > 0) or (own >= 2 and _has_prose(drafts, candidate.index, labels)):
            kept.append(candidate)
    return kept


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
    if below is not None and below.is_text and below.text.startswith(("是指", "指", "是")):
        return True
    series = _series(candidate, chosen, labels, len(drafts))
    titled = sum(i in chosen for i in series) / len(series)
    return titled < 0.6 and not _has_body(drafts, candidate.index, label, labels)


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


def _has_prose(drafts: list[Draft], index: int, labels: dict[int, Label | None]) -> bool:
    """Whether a sentence without a number stands right below."""
    if index + 1 >= len(drafts) or labels.get(index + 1) is not None or not drafts[index + 1].is_text:
        return False
    return len(drafts[index + 1].text) >= 15 and drafts[index + 1].text.endswith(("。", "：", ":", "；"))
