"""Lines in which a heading was glued to another heading or to the body that follows it, parted again."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from rapidfuzz import fuzz, process

from checker.reading.drafts import Draft, dense, part
from checker.reading.numbering import Label, LabelKind, fold, parse_label
from checker.reading.wording import wording

_PREFACE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=\d))前\s?言\s?(?=本[预方])")
_CONTENTS = re.compile(r"目\s*[录次](?=\s+(?:第?[一1]|1))")
_TITLE_CHARS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9ⅠⅡⅢⅣⅤ、（）()《》“”\"/·\-—和及与]+$")
_BAD_END = re.compile(
    r"(?:[是系]指|包括|由|为|及|和|(?<!参)与|在|(?<!应)对|将|(?<![响对])应|(?<!目)的|等|或|并|经|从|向|按)$"
)
_NEXT_HEADING = re.compile(
    r"[\s\u3000]+(?=(?:\d{1,2}(?:[.．]\d{1,2})+|第[一二三四五六七八九十]+节|[（(][一二三四五六七八九十]+[)）])[\s\u3000]*[\u4e00-\u9fffⅠ-ⅫI])"
    r"|[\s\u3000]+(?=\d{1,2}[.．、]?[\s\u3000]*[\u4e00-\u9fff]{2,12}(?:[\s\u3000]|$))|[\s\u3000]+(?=\d[.．、][\u4e00-\u9fff]{2,8}。)"
)
_RUN_IN = re.compile(r"(?:^|[\s\u3000])[（(][一二三四五六七八九十]+[)）]\s?([^，。；：、\s]{2,20})。(?=.{8})")
_LIST_START = re.compile(
    r"(?:[（(]\d{1,2}[)）]|\d{1,2}[)）]|[a-zA-Z][)）]|[①-⑳]|[（(][一二三四五六七八九十]+[)）]|[—-]{2}|《|“)"
)
_LISTS = re.compile(r"\s*(?:主要|应当?|一般)?(?:包括|包含)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FRESH = re.compile(
    r"依据|根据|按照|为(?:了|贯彻|规范|保证|提高|及时|有效|加强|进一步|做好|建立|切实|确保|全面|防止|预防)|当|本(?:预案|方案|单位|公司)"
)
# words no heading takes as its subject and then goes on in a sentence: what follows is a new sentence
_CLOSED_ENDS = ("流程图", "设定", "目的", "范围", "依据", "总则", "描述", "概况", "定义", "原则", "框架图")
_HAN_KINDS = (LabelKind.HAN, LabelKind.HAN_PAREN)
_SPLITTABLE = (LabelKind.DECIMAL, LabelKind.HAN, LabelKind.HAN_PAREN, LabelKind.CHAPTER, LabelKind.SECTION)


def split(drafts: list[Draft]) -> list[Draft]:
    """All drafts with glued lines parted; list items and prose stay whole."""
    clean = _clean_parents(drafts)
    repeated = _repeated(drafts)
    run_in = _runs_in(drafts)
    out: list[Draft] = []
    for draft in drafts:
        if not draft.is_text or draft.outline is not None or len(draft.text) < 5:
            out.append(draft)
            continue
        pieces = [p for q in _preface(draft) for p in _headings_apart(q)]
        out.extend(p for q in pieces for p in _body_apart(q, clean, run_in, repeated))
    return out


def _preface(draft: Draft) -> list[Draft]:
    match = _PREFACE.search(draft.text) or _CONTENTS.match(draft.text)
    if not match:
        return [draft]
    cuts = [0, match.start(), match.end(), len(draft.text)]
    return [part(draft, a, b) for a, b in itertools.pairwise(cuts) if draft.text[a:b].strip()]


def _headings_apart(draft: Draft) -> list[Draft]:
    """`1 总则 1.1 指导思想` as two."""
    out: list[Draft] = []
    while True:
        label = parse_label(draft.text)
        cut = _next_heading(draft.text, label) if label and label.kind in _SPLITTABLE else None
        if cut is None:
            return [*out, draft]
        out.append(part(draft, 0, cut))
        draft = part(draft, cut, len(draft.text))


def _next_heading(text: str, label: Label) -> int | None:
    for match in _NEXT_HEADING.finditer(text, label.end):
        title = dense(text[label.end : match.start()]).rstrip("。")
        following = parse_label(text[match.end() :])
        if following and _is_title(title, 25) and _follows(label, following):
            return match.start()
        if not _is_title(title, 25):
            return None
    return None


def _follows(label: Label, following: Label) -> bool:
    """Whether the second label can come right after the first: its first child, its next sibling, or a parent's."""
    if following.kind is LabelKind.DECIMAL and label.kind is LabelKind.DECIMAL:
        child = following.values == (*label.values, 1)
        up = following.values[:-1] == label.values[: following.depth - 1] and following.last == (
            label.values[following.depth - 1] + 1 if following.depth <= label.depth else -1
        )
        return child or up
    order = [LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.HAN, LabelKind.HAN_PAREN, LabelKind.DECIMAL]
    if following.kind in order and order.index(following.kind) > order.index(label.kind):
        return following.last == 1
    return following.kind is label.kind and following.last == label.last + 1


def _body_apart(
    draft: Draft, clean: dict[tuple[int, ...], float], run_in: bool, repeated: frozenset[str]
) -> list[Draft]:
    """`1.2 编制依据 《…》` as heading and body."""
    label = parse_label(draft.text)
    if label is None or label.kind not in _SPLITTABLE or draft.number:
        return [draft]
    cut = _gap_cut(draft.text, label)
    if cut is None:
        cut = _run_in_cut(draft.text, label, run_in)
    if cut is None and label.kind is LabelKind.DECIMAL:
        cut = _tight_cut(draft.text, label, clean) or _named_cut(draft.text, label, repeated)
    return [draft] if cut is None else [part(draft, 0, cut), part(draft, cut, len(draft.text))]


def _gap_cut(text: str, label: Label) -> int | None:
    """A cut at white space between two Han words, or before a list mark, when a sentence follows."""
    if label.kind is LabelKind.DECIMAL and label.depth == 1 and label.text.endswith(("、", ")")):
        return None
    for match in re.finditer(r"[\s\u3000]+", text):
        if match.start() < label.end + 1:
            continue
        title, rest = dense(text[label.end : match.start()]), text[match.end() :]
        if len(title) < 2:
            continue
        if not _is_title(title, 25):
            return None
        after_list = bool(_LIST_START.match(rest))
        between_han = bool(_HAN.match(text[match.start() - 1]) or text[match.start() - 1] in "）)") and bool(
            _HAN.match(rest)
        )
        wide = len(match.group(0)) >= 3 and between_han and len(dense(rest)) >= 10 and is_known(title)
        if (
            (after_list or wide or (between_han and _is_prose(rest)))
            and _HAN.search(title)
            and not _BAD_END.search(title)
        ):
            return match.start()
        if not between_han:
            return None
    return None


def _is_prose(text: str) -> bool:
    return len(dense(text)) >= 10 and any(c in text for c in "，。；：")


def _run_in_cut(text: str, label: Label, run_in: bool) -> int | None:
    """A cut after `（一）编制目的。`: a title closed by a full stop, known as a heading of plans."""
    folded = fold(text)
    stop = folded.find("。", label.end)
    colon = folded.find(":", label.end)
    end = stop if stop >= 0 else colon
    first = 0 <= colon < (stop if stop >= 0 else len(folded))
    if first and (label.depth >= 2 or (label.kind in _HAN_KINDS and is_known(dense(text[label.end : colon])))):
        end = colon
    if end < 0 or end + 8 > len(text):
        return None
    title = dense(text[label.end : end])
    if end == colon and label.kind in _HAN_KINDS and _LISTS.match(folded, colon + 1):
        return None  # 总则：包括编制目的等内容 tells what another plan's chapter holds
    known = is_worded(title) or (run_in and label.kind is LabelKind.HAN_PAREN)
    if not _is_title(title, 20) or ("、" in title and not run_in) or not known:
        return None
    return end + 1


def _runs_in(drafts: list[Draft]) -> bool:
    """Whether the file sets headings of the second level into the line: many `（一）名称。` are known headings."""
    titles = []
    for draft in drafts:
        for match in _RUN_IN.finditer(draft.text) if draft.is_text else ():
            titles.append(match.group(1))
    return len(titles) >= 4 and sum(map(is_worded, titles)) >= 0.4 * len(titles)


def is_worded(title: str) -> bool:
    """Whether headings of plans are worded like this."""
    words = wording().heading_words
    core = re.sub(r"\(.*?\)|（.*?）", "", title)
    if core in words:
        return True
    if len(core) > 14:
        return False
    if any(core.endswith(w) for w in words if len(w) >= 4):
        return True
    if re.fullmatch(r"(?:[一二三四ⅠⅡⅢⅣI]{1,3}级|特别重大|重大|较大|一般).{0,4}(?:响应|预警|措施|应急响应)", core):
        return True
    return process.extractOne(core, words, scorer=fuzz.ratio, score_cutoff=86) is not None


def is_known(title: str) -> bool:
    """Whether the title is one of the usual headings of plans, or differs from one by a character or so."""
    words = wording().heading_words
    return title in words or process.extractOne(title, words, scorer=fuzz.ratio, score_cutoff=88) is not None


def _tight_cut(text: str, label: Label, clean: dict[tuple[int, ...], float]) -> int | None:
    """A cut without white space: a heading's last word, then a sentence, or the heading's own words again."""
    if not _is_prose(text[label.end :]) or len(text) < label.end + 18:
        return None
    parent_clean = clean.get(label.values[:-1], 0.0)
    ends = wording().heading_ends
    for match in _FRESH.finditer(text, label.end + 2):
        title = text[label.end : match.start()]
        if len(title) > 25 or not _is_title(dense(title), 25):
            break
        if title.endswith(_CLOSED_ENDS) or (title.endswith(ends) and parent_clean >= 0.5):
            return match.start()
    start = dense(text[label.end : label.end + 4])[:2]
    again = text.find(start, label.end + 4)
    if _HAN.match(start) and 0 < again - label.end <= 25:
        title = text[label.end : again]
        if title.endswith(ends) and _is_title(dense(title), 25) and parent_clean >= 0.3:
            return again
    return None


def _repeated(drafts: list[Draft]) -> frozenset[str]:
    """Titles that stand alone behind decimal numbers at least twice: 值班员 under every phase."""
    counts: Counter[str] = Counter()
    for draft in drafts:
        label = parse_label(draft.text) if draft.is_text else None
        if label is not None and label.kind is LabelKind.DECIMAL and label.depth >= 2:
            title = dense(draft.text[label.end :])
            if len(title) >= 3 and _is_title(title, 16):
                counts[title] += 1
    return frozenset(title for title, count in counts.items() if count >= 2)


def _named_cut(text: str, label: Label, repeated: frozenset[str]) -> int | None:
    """A cut behind a title used elsewhere in the file when the sentence behind it names the same subject again."""
    if label.depth < 2 or len(text) < label.end + 18:
        return None
    rest = text[label.end :]
    title = max((t for t in repeated if rest.startswith(t)), key=len, default="")
    return label.end + len(title) if title and rest[len(title) : len(title) + 60].find(title) > 0 else None


def _clean_parents(drafts: list[Draft]) -> dict[tuple[int, ...], float]:
    """For each decimal parent, the share of its children whose line is a bare title."""
    counts: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for draft in drafts:
        label = parse_label(draft.text) if draft.is_text else None
        if label is not None and label.kind is LabelKind.DECIMAL:
            tally = counts[label.values[:-1]]
            tally[0] += _is_title(dense(draft.text[label.end :]), 30)
            tally[1] += 1
    return {parent: bare / total for parent, (bare, total) in counts.items()}


def _is_title(title: str, longest: int) -> bool:
    return 2 <= len(title) <= longest and bool(_TITLE_CHARS.match(title)) and not title.isascii()
