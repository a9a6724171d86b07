"""Tables of a PDF that go on over the page's end, put together."""

from __future__ import annotations

from dataclasses import replace

from checker.reading.raw import Block, RawTable

_STOPS = "。；;！？!?"
_SAME_EDGE = 6.0  # points by which the sides of a table may differ from page to page


def join_tables(blocks: list[Block | RawTable]) -> list[Block | RawTable]:
    """A table that opens a page joins the one that closed the page before when their columns agree."""
    out: list[Block | RawTable] = []
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, RawTable) and isinstance(last, RawTable) and _continues(last, block):
            out[-1] = _joined(last, block)
        else:
            out.append(block)
    return out


def _continues(upper: RawTable, lower: RawTable) -> bool:
    if not upper.rows or not lower.rows or upper.bbox is None or lower.bbox is None:
        return False
    if lower.page is None or upper.row_pages[-1] != lower.page - 1:
        return False
    aligned = abs(upper.bbox[0] - lower.bbox[0]) <= _SAME_EDGE and abs(upper.bbox[2] - lower.bbox[2]) <= _SAME_EDGE
    return aligned and len(upper.rows[0]) == len(lower.rows[0])


def _joined(upper: RawTable, lower: RawTable) -> RawTable:
    """Rows of both; a header row repeated on the new page is dropped, a row cut by the page's end is mended."""
    rows, pages = list(lower.rows), list(lower.row_pages)
    while len(rows) > 1 and rows[0] == upper.rows[min(len(lower.rows) - len(rows), len(upper.rows) - 1)]:
        rows, pages = rows[1:], pages[1:]
    above = list(upper.rows)
    if len(above) > 1 and _cut(above[-1], rows[0]):
        above[-1] = tuple(_mend(a, b) for a, b in zip(above[-1], rows[0], strict=True))
        rows, pages = rows[1:], pages[1:]
    return replace(upper, rows=(*above, *rows), row_pages=(*upper.row_pages, *pages))


def _cut(above: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether `below` is the rest of `above`: it has no first cell, and is mostly empty or goes on mid-sentence."""
    if below[0] or not above[0]:
        return False
    filled = [i for i, cell in enumerate(below) if cell]
    return len(filled) * 2 <= len(below) or any(above[i] and above[i][-1] not in _STOPS for i in filled[:1])


def _mend(above: str, below: str) -> str:
    return above + ("\n" if above and below and above[-1] in _STOPS else "") + below
