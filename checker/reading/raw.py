"""What a backend hands over: blocks in reading order, before structure is recognised.

One backend per format behind one interface: `read_raw(path, options) -> RawDocument`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from checker.plan import Unreadable

Bbox = tuple[float, float, float, float]  # x0, top, x1, bottom in points, origin at the top left of the page


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (Word, HTML, Markdown) or one hard-wrapped line (PDF, TXT: `wrapped`) of running text."""

    text: str
    page: int | None = None
    bbox: Bbox | None = None
    page_width: float | None = None  # of the page it stands on, in points
    size: float | None = None  # font size in points
    bold: bool = False
    centred: bool = False
    style: str = ""  # Word style name, HTML tag
    outline: int | None = None  # heading level by the file's own word: Word heading style, outline level, h1…, #
    number: str = ""  # automatic numbering label resolved by the backend, e.g. "1.2", "（一）", "a)"
    number_depth: int | None = None  # level of that numbering, 0 is the top
    wrapped: bool = False  # may continue in the next block
    kind: Literal["text", "note", "textbox", "contents"] = "text"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as a grid of cell texts, merged cells repeated; `continues` when it goes on from the page before."""

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    row_pages: tuple[int | None, ...] = ()
    bbox: Bbox | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    format: str
    blocks: tuple[Block | RawTable, ...]
    pages: int | None = None
    unreadable: tuple[Unreadable, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    furniture: tuple[str, ...] = ()  # running headers and footers set apart
    warnings: tuple[str, ...] = field(default=())
    title: str = ""  # document title by the file's own word (HTML <title>, Word core property), a hint only
