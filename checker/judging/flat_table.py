"""Tables whose grid was lost: header words on one line, or one short line a cell, with rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.judging.case import Case
from checker.language.index import Range
from checker.plan import Paragraph

HEADER_LINE_MAX = 80
CELL_MAX = 15
CELLS_MAX = 12  # cells of a header, one a line
ROWS_LOOKED_AT = 40
_PROSE = re.compile(r"[。；;，,、:：！？]")
_ROW = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Where the header stands and the lines below it that look like rows."""

    header: int  # paragraph index
    rows: tuple[str, ...]


def find(case: Case, scope: Sequence[Range], columns: Sequence[str]) -> FlatTable | None:
    """The first flattened table whose header names all the columns (patterns over dense text)."""
    compiled = [re.compile(c) for c in columns]
    for first, last in _ranges(case, scope):
        paragraphs = list(case.plan.iterate(first, last))
        for i, paragraph in enumerate(paragraphs):
            width = _header_width(case, paragraphs[i : i + CELLS_MAX], compiled)
            if width:
                return FlatTable(paragraph.index, _rows(case, paragraphs[i + width : i + width + ROWS_LOOKED_AT]))
    return None


def _ranges(case: Case, scope: Sequence[Range]) -> list[tuple[int, int]]:
    """The scope as paragraph ranges."""
    out = []
    for a, b in scope:
        first = case.index.paragraph_at(a).index
        last = case.index.paragraph_at(max(a, b - 2)).index
        out.append((first, last))
    return out


def _header_width(case: Case, paragraphs: Sequence[Paragraph], columns: Sequence[re.Pattern[str]]) -> int:
    """How many paragraphs the header takes; 0 when none starts here."""
    line = _dense(case, paragraphs[0])
    if not _is_cell(paragraphs[0], line, HEADER_LINE_MAX) or not any(c.search(line) for c in columns):
        return 0
    if all(c.search(line) for c in columns):
        return 1
    if len(line) > CELL_MAX:
        return 0
    missing = list(columns)
    for width, paragraph in enumerate(paragraphs, 1):
        cell = _dense(case, paragraph)
        if not _is_cell(paragraph, cell, CELL_MAX):
            return 0
        missing = [c for c in missing if not c.search(cell)]
        if not missing:
            return width
    return 0


def _is_cell(paragraph: Paragraph, text: str, longest: int) -> bool:
    return paragraph.role in ("body", "caption") and 0 < len(text) <= longest and not _PROSE.search(text)


def _rows(case: Case, paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Lines below the header until prose or a heading begins."""
    out = []
    for paragraph in paragraphs:
        text = _dense(case, paragraph)
        if paragraph.role == "heading" or text.endswith("。"):
            break
        if _ROW.search(text):
            out.append(text)
    return tuple(out)


def _dense(case: Case, paragraph: Paragraph) -> str:
    start, end = case.index.line(paragraph.index)
    return case.index.text[start:end]
