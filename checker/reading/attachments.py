"""`附件1` alone on its line, made one paragraph with its title below it (or above it, as some files have it)."""

from __future__ import annotations

import re

from checker.reading import contents
from checker.reading.drafts import Draft, dense
from checker.reading.headings import is_title_like
from checker.reading.numbering import LabelKind, fold, parse_label
from checker.reading.wording import wording

_LONE = re.compile(r"^附\s?(?:件|录)\s?[\d一二三四五六七八九十A-Z]{0,3}(?:[-—]\d{1,2})?\s*[:：]?$")


_NAME_ENDS = re.compile(
    r"(?:表|图|清单|名单|一览|通讯录|联系方式|电话|流程|标准|职责|分工|方案|协议|样式|模板|格式|目录|卡|令|示意|报告)(?:[(（].{1,12}[)）])?$"
)
_LISTED = re.compile(r"附\s?[件录]\s*:")
_ITEM = re.compile(
    r"(?:^|(?<=[\s:;。]))(\d{1,2})\s*[.、](?!\d)\s*([^\s\d][^;。]*?)(?=[;。]|\s+\d{1,2}\s*[.、](?!\d)|\s*$)"
)
_LABELLED = re.compile(r"附\s?[件录]\s?(\d{1,2})\s*[.、:]?\s*(.*)$")


def join_titles(drafts: list[Draft]) -> list[Draft]:
    """Drafts with every lone attachment label and its title in one."""
    return _complete(_join_lone(drafts), _names(drafts))


def _names(drafts: list[Draft]) -> dict[int, str]:
    """Names of the attachments by number, from `附件：1.… 2.…` at the end of a plan and from the contents page."""
    found: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        text = fold(draft.text)
        if draft.role == "contents":
            entry = contents.entry(draft.text)
            match = _LABELLED.match(fold(f"{entry.number} {entry.title}")) if entry else None
            if match:
                found.setdefault(int(match.group(1)), dense(match.group(2)))
        elif draft.is_text and _LISTED.match(text):
            last = 0
            for later in drafts[index : index + 30]:
                items = list(_ITEM.finditer(fold(later.text))) if later.is_text else []
                if later is not draft and (not items or items[0].start() or int(items[0].group(1)) != last + 1):
                    break
                for item in items:
                    last = int(item.group(1))
                    found[last] = dense(item.group(2)).rstrip("。;")
    return found


def _complete(drafts: list[Draft], names: dict[int, str]) -> list[Draft]:
    """`附件2 名称的前半` with the line below that completes the name the list of attachments gives."""
    out: list[Draft] = []
    for draft in drafts:
        top = out[-1] if out else None
        match = _LABELLED.match(fold(top.text)) if top is not None and top.is_text and len(top.text) < 60 else None
        if top is not None and match and draft.is_text and draft.outline is None and parse_label(draft.text) is None:
            begun, name = dense(match.group(2)), names.get(int(match.group(1)), "")
            if len(begun) >= 2 and name.startswith(begun + fold(dense(draft.text))):
                _merge(top, draft)
                continue
        out.append(draft)
    return out


def _join_lone(drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    skip: set[int] = set()
    for index, draft in enumerate(drafts):
        if index in skip:
            continue
        if not (draft.is_text and _LONE.match(draft.text)):
            out.append(draft)
            continue
        below = drafts[index + 1] if index + 1 < len(drafts) else None
        above = out[-1] if out else None
        if below is not None and _is_the_plan(draft, below):
            out.append(draft)
        elif below is not None and _is_name(below) and not _opens_page(above, draft):
            skip.add(index + 1)
            extra = drafts[index + 2] if index + 2 < len(drafts) else None
            _merge(draft, below)
            if extra is not None and _goes_on(below, extra):
                skip.add(index + 2)
                _merge(draft, extra)
            out.append(draft)
        elif above is not None and _opens_page(above, draft):
            _merge(above, draft, " ")
        else:
            out.append(draft)
    return out


def _goes_on(above: Draft, below: Draft) -> bool:
    """A second line of the title: centred like the first, or after a line that holds only the body's name."""
    if not _is_name(below) or below.blank_before or below.size != above.size:
        return False
    ends = wording().organisation_ends
    body = fold(dense(above.text)).endswith((*ends["enterprise"], *ends["government"], "指挥部"))
    return (above.centred and below.centred) or (body and len(dense(below.text)) <= 25 and _is_worded_name(below.text))


def _is_worded_name(text: str) -> bool:
    """Whether attachments are called like this: a list, a table, a chart, a form, duties."""
    return bool(_NAME_ENDS.search(fold(dense(text))))


def _is_the_plan(label: Draft, below: Draft) -> bool:
    """`附件` alone over the title of the plan itself, as a notice hands it over."""
    return dense(label.text).rstrip(":：") in ("附件", "附") and bool(
        wording().plan_title.search(fold(dense(below.text)))
    )


def _is_name(draft: Draft) -> bool:
    label = parse_label(draft.text)
    return (
        draft.is_text
        and is_title_like(draft.text, 45)
        and (label is None or label.kind in (LabelKind.BULLET,))
        and "，" not in draft.text
    )


def _opens_page(above: Draft | None, label: Draft) -> bool:
    """Whether the line above is a title at the top of the page the lone label stands on."""
    return (
        above is not None
        and above.page is not None
        and above.page == label.page
        and above.blank_before
        and _is_name(above)
    )


def _merge(draft: Draft, other: Draft, glue: str = " ") -> None:
    if other.page is not None and other.page != draft.page:
        draft.breaks.append((len(draft.text) + len(glue), other.page))
    draft.text += glue + other.text
    draft.outline = draft.outline if draft.outline is not None else other.outline
    draft.bold = draft.bold or other.bold
    draft.centred = draft.centred or other.centred
    draft.size = max(draft.size or 0, other.size or 0) or None
