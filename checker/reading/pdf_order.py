"""Lines of a PDF page in reading order, pieces of one row put together."""

from __future__ import annotations

from dataclasses import replace

from checker.reading.pdf_page import Line

_ROW = 0.5  # overlap of heights, as a share of the lower one, that makes two pieces one row
_WIDEST_GAP = 6.0  # heights of a character; pieces further apart are boxes or columns of their own
_COLUMN_LINES = 6  # lines each side of the gutter that make a page two-columned


def in_reading_order(lines: list[Line], width: float) -> list[Line]:
    """Top down, left to right within a row; a page of two columns keeps the order the file has."""
    level = [line for line in lines if not line.tilted]
    if len(level) * 2 < len(lines) or _two_columns(level, width):
        return lines
    ordered = _rows(sorted(level, key=lambda line: line.middle))
    return ordered + [line for line in lines if line.tilted]


def _two_columns(lines: list[Line], width: float) -> bool:
    """Two blocks of lines side by side, the right one written after the left one."""
    left = [i for i, line in enumerate(lines) if line.x1 < width * 0.53]
    right = [i for i, line in enumerate(lines) if line.x0 > width * 0.47]
    if min(len(left), len(right)) < _COLUMN_LINES or len(left) + len(right) < 0.8 * len(lines):
        return False
    long = sum(lines[i].x1 - lines[i].x0 > width * 0.28 for i in left + right)
    return long * 2 > len(left) + len(right) and sum(left) / len(left) < sum(right) / len(right)


def _rows(lines: list[Line]) -> list[Line]:
    """`lines` (sorted by height) with the pieces of a row joined into one line."""
    out: list[Line] = []
    row: list[Line] = []
    for line in lines:
        if row and not _same_row(row[0], line):
            out += _join(row)
            row = []
        row.append(line)
    return out + _join(row)


def _same_row(a: Line, b: Line) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > _ROW * max(0.1, min(a.bottom - a.top, b.bottom - b.top))


def _join(row: list[Line]) -> list[Line]:
    """One line from pieces beside each other; pieces that lie over each other or far apart stay alone."""
    out: list[Line] = []
    for piece in sorted(row, key=lambda line: line.x0):
        last = out[-1] if out else None
        if last is None or not -0.5 * last.size <= piece.x0 - last.x1 <= _WIDEST_GAP * last.size:
            out.append(piece)
            continue
        gap = " " if piece.x0 - last.x1 > 0.3 * last.size else ""
        longer = piece if len(piece.text) > len(last.text) else last
        out[-1] = replace(
            last,
            text=last.text + gap + piece.text,
            x1=max(last.x1, piece.x1),
            top=min(last.top, piece.top),
            bottom=max(last.bottom, piece.bottom),
            size=longer.size,
            bold=longer.bold,
            font=longer.font,
        )
    return out


def text_edges(lines: list[Line]) -> tuple[float, float]:
    """Left and right edge of running text on a page: where most long lines begin and end."""
    if not lines:
        return (0.0, 0.0)
    longest = sorted(lines, key=lambda line: line.x1 - line.x0, reverse=True)[: max(1, len(lines) // 2)]
    lefts, rights = sorted(line.x0 for line in longest), sorted(line.x1 for line in longest)
    return lefts[len(lefts) // 4], rights[3 * len(rights) // 4]


def is_centred(line: Line, edges: tuple[float, float], width: float) -> bool:
    """Set in from both edges by the same distance, measured against the page or the text."""
    left, right = edges
    indent = 1.5 * line.size
    middle = (line.x0 + line.x1) / 2
    on_axis = min(abs(middle - width / 2), abs(middle - (left + right) / 2)) <= 0.8 * line.size
    narrow = line.x0 >= left + indent and line.x1 <= right - indent
    return on_axis and (narrow or right - left < width * 0.4)
