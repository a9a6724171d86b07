"""The working form of a paragraph while structure is recognised; it never leaves `checker.reading`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate

from checker.plan import Role
from checker.reading.raw import Bbox, Block, RawDocument, RawTable
from checker.reading.watermark import SEAM

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(slots=True)
class Draft:
    """A paragraph, a line of one (`wrapped`), or a table in reading order."""

    text: str
    page: int | None = None
    breaks: list[tuple[int, int | None]] = field(default_factory=list)
    bbox: Bbox | None = None
    page_width: float | None = None
    size: float | None = None
    bold: bool = False
    centred: bool = False
    style: str = ""
    outline: int | None = None
    number: str = ""
    number_depth: int | None = None
    wrapped: bool = False
    role: Role = "body"
    table: RawTable | None = None
    textbox: bool = False
    blank_before: bool = False

    @property
    def is_text(self) -> bool:
        """Running text that may be joined, split or become a heading."""
        return self.table is None and self.role == "body" and not self.textbox


def clean(text: str) -> str:
    """Text without control characters and outer white space; else verbatim, so that quotes are found in the file."""
    return _CONTROL.sub("", text).strip(" \t\r\n\u3000\xa0")


def dense(text: str) -> str:
    """Text without white space and invisible characters, symbol-font bullets as one bullet, for matching."""
    plain = "".join(text.split())
    return plain if plain.isascii() else _PRIVATE.sub("•", _INVISIBLE.sub("", plain))


def from_raw(raw: RawDocument) -> list[Draft]:
    """The blocks as drafts; empty ones only leave a mark that there was a gap."""
    drafts: list[Draft] = []
    gap = False
    for block in raw.blocks:
        if isinstance(block, RawTable):
            drafts.append(Draft("", page=block.page, bbox=block.bbox, table=block, blank_before=gap))
            gap = False
            continue
        text = clean(block.text)
        if not text:
            gap = True
            continue
        drafts.append(_draft(block, text, gap))
        gap = False
    return drafts


def _draft(block: Block, text: str, gap: bool) -> Draft:
    role: Role = {"contents": "contents", "note": "note"}.get(block.kind, "body")  # type: ignore[assignment]
    pieces = text.split(SEAM)
    return Draft(
        "".join(pieces),
        page=block.page,
        breaks=[(offset, block.page) for offset in list(accumulate(map(len, pieces)))[:-1]],
        bbox=block.bbox,
        page_width=block.page_width,
        size=block.size,
        bold=block.bold,
        centred=block.centred,
        style=block.style,
        outline=block.outline,
        number=block.number.strip(),
        number_depth=block.number_depth,
        wrapped=block.wrapped,
        role=role,
        textbox=block.kind == "textbox",
        blank_before=gap,
    )


def part(draft: Draft, start: int, end: int) -> Draft:
    """A piece of a draft as a draft of its own, with its page."""
    text = draft.text[start:end]
    lead = len(text) - len(text.lstrip())
    start += lead
    page = draft.page
    for offset, later in draft.breaks:
        if offset <= start:
            page = later
    piece = Draft(
        text.strip(),
        page=page,
        breaks=[(o - start, p) for o, p in draft.breaks if start < o < end],
        bbox=draft.bbox,
        page_width=draft.page_width,
        size=draft.size,
        bold=draft.bold,
        centred=draft.centred,
        style=draft.style,
        wrapped=draft.wrapped,
        role=draft.role,
        blank_before=draft.blank_before if start == lead else False,
    )
    if start <= lead:
        piece.number, piece.number_depth, piece.outline = draft.number, draft.number_depth, draft.outline
    return piece
