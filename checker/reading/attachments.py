"""`附件1` alone on its line, made one paragraph with its title below it (or above it, as some files have it)."""

from __future__ import annotations

import re

from checker.reading.drafts import Draft, dense
from checker.reading.headings import is_title_like
from checker.reading.numbering import LabelKind, fold, parse_label
from checker.reading.wording import wording

_LONE = re.compile(r"^附\s?(?:件|录)\s?[\d一二三四五六七八九十A-Z]{0,3}(?:[-—]\d{1,2})?\s*[:：]?$")


def join_titles(drafts: list[Draft]) -> list[Draft]:
    """Drafts with every lone attachment label and its title in one."""
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
            if (
                extra is not None
                and below.centred
                and extra.centred
                and _is_name(extra)
                and extra.size == below.size
                and not extra.blank_before
            ):
                skip.add(index + 2)
                _merge(draft, extra)
            out.append(draft)
        elif above is not None and _opens_page(above, draft):
            _merge(above, draft, " ")
        else:
            out.append(draft)
    return out


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
