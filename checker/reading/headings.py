"""Which paragraphs can be headings: the file's own word, number, font, place, contents page and wording together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from checker.reading.candidates import Candidate, Strength, label_of
from checker.reading.contents import Entry
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import Label, LabelKind, fold, parse_label
from checker.reading.series import has_prose, weigh
from checker.reading.split import is_known, is_worded
from checker.reading.wording import wording

_SENTENCE = re.compile(r"[。；;！？!?]")
_CLOSING = tuple("。；，：、;,:!?！？")
_CITATION = re.compile(r"《[^》]+》(?:[(（].{0,40}[)）])?$")  # an item of the list of laws
_VERBAL_END = re.compile(r"(?:如下|所示|如图\d*所示|见[附图表].{0,6})$")
_RUN_IN_KINDS = (LabelKind.HAN_PAREN, LabelKind.DECIMAL, LabelKind.HAN)
_ABBREVIATION = re.compile(r"[A-Z]{2,8}(?:[/、][A-Z]{2,8})?$")
# words with which a sentence says who does what; a title of that length has none
_CLAUSE = re.compile(
    r"负责|应当|要根据|应及时|必须|不得|可以|是指|按照.*(?:执行|进行)|由.{2,20}(?:牵头|组织|启动|制定)"
)
_SAYS = re.compile(r"本(?:预案|方案|办法)(?:由|自|适用|所称|是)")
_NO_TITLE = re.compile(r"[附续]?[表图]\d|[(（]|.*(?:[年月日图]|公司|政府|厅|局)$|.{0,3}$")
_CAPTION = re.compile(r"[表图](?:\d|[一二三四五六七八九十])")  # a converter marks captions as headings here and there
_ABBREVIATED = re.compile(r"[(（](?:以下|下文)?(?:简|统)称[^()（）]*[)）]")
_STRONG = (LabelKind.CHAPTER, LabelKind.SECTION)
_LISTS = (
    LabelKind.HAN,
    LabelKind.HAN_PAREN,
    LabelKind.PAREN,
    LabelKind.HALF_PAREN,
    LabelKind.DECIMAL,
    LabelKind.CIRCLED,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What the body of the file looks like, to tell headings from it."""

    size: float | None
    bold_share: float
    contents: frozenset[str]
    bare: frozenset[str]  # titles the contents page lists without a number
    colons: bool  # the file closes its numbered headings with a colon

    def is_larger(self, draft: Draft) -> bool:
        return bool(self.size and draft.size and draft.size >= 1.08 * self.size)

    def stands_out(self, draft: Draft) -> bool:
        return self.is_larger(draft) or (draft.bold and self.bold_share < 0.35)

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
    return Look(size, bold / total if total else 0.0, keys, bare, _closes_with_colons(drafts))


def _closes_with_colons(drafts: list[Draft]) -> bool:
    """Whether most of at least three lines `一、名称` end in a colon."""
    tops = [d.text for d in drafts if d.is_text and len(d.text) <= 30 and _is_top(d.text)]
    closed = sum(text.endswith(("：", ":")) for text in tops)
    return closed >= 3 and closed >= 0.6 * len(tops)


def _is_top(text: str) -> bool:
    label = parse_label(text)
    return label is not None and label.kind is LabelKind.HAN


def is_title_like(title: str, longest: int = 40) -> bool:
    """Words that can stand as a title: no sentence, no clause left open."""
    words = dense(title)
    if not 2 <= len(_ABBREVIATED.sub("", words)) <= longest or words.endswith(_CLOSING) or _SENTENCE.search(words):
        return False
    if (
        not re.search(r"[\u4e00-\u9fff]", words)
        or _VERBAL_END.search(words)
        or _CITATION.match(words)
        or _SAYS.match(words)
    ):
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
    return weigh(drafts, _without_bare(drafts, found))


def _without_bare(drafts: list[Draft], found: list[Candidate]) -> list[Candidate]:
    """Unnumbered lines in body type count only where the file lost its numbers: several, and few other headings."""
    bare = [c for c in found if c.label is None and c.strength is Strength.WEAK]
    open_ended = {c.index for c in bare if has_prose(drafts, c.index, {}) or any(o.index == c.index + 1 for o in found)}
    others = sum(c.strength >= Strength.LIKELY for c in found)
    lost = len(open_ended) >= 4 and others < 0.5 * len(open_ended)
    dropped = {c.index for c in bare if not lost or c.index not in open_ended}
    kept = [c for c in found if c.index not in dropped]
    for candidate in kept:
        if candidate.label is None and candidate.strength is Strength.WEAK:
            candidate.weight += 1.0 * (fold(dense(candidate.title)) in wording().chapter_words)
    return kept


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
    elif title.endswith(("：", ":")) and label.kind in _RUN_IN_KINDS:
        usual = seen.colons and label.kind is not LabelKind.DECIMAL and len(title) <= 15
        if usual or is_known(fold(dense(title[:-1]))):
            title = title[:-1].strip()
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
    elif (
        "，" in title
        or "," in title
        or len(_ABBREVIATED.sub("", title)) > 30
        or (len(title) > 14 and _CLAUSE.search(title))
    ):
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
    if (words.endswith(("：", ":")) and len(words) > 12) or _SAYS.match(words) or _CAPTION.match(words):
        return None
    if draft.style == "#" and len(words) > 14 and _CLAUSE.search(words):
        return None  # converters mark broken-off lines as headings
    return Candidate(index, label, title.rstrip("：: "), Strength.SURE, draft.outline)


def _unnumbered(index: int, draft: Draft, title: str, seen: Look) -> Candidate | None:
    words = fold(dense(title))
    if words in wording().front_matter:
        return Candidate(index, None, title, Strength.SURE)
    if not is_title_like(title, 30) or "，" in title:
        return None
    weight = (draft.size or 0.0) + 0.6 * draft.centred + 0.3 * draft.bold
    if _key(title) in seen.bare and (is_worded(words) or seen.stands_out(draft) or draft.centred):
        return Candidate(index, None, title, Strength.LIKELY, weight=weight)
    worded = is_worded(words) and not _NO_TITLE.match(words)
    if worded and seen.is_larger(draft):
        return Candidate(index, None, title, Strength.LIKELY, weight=weight)
    if draft.centred and seen.size and draft.size and draft.size >= 1.2 * seen.size and not _NO_TITLE.match(words):
        return Candidate(index, None, title, Strength.LIKELY, weight=weight)
    if (len(words) <= 16 and is_known(words)) or (worded and seen.stands_out(draft)):
        return Candidate(index, None, title, Strength.WEAK, weight=weight)
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
