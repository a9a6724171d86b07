"""Ruled tables of a PDF page: rulings → grid → merged cells → texts."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass

from checker.reading.pdf_page import Drawing, Line, PageReader
from checker.reading.raw import Bbox

_NEAR = 3.5  # points within which rulings meet or are the same
_MAX_RULINGS = 3000
_MAX_EDGES = 400
_MAX_COLUMNS = 40
_BULLETS = frozenset("•●■◆▪➢\uf06c\uf06e\uf075\uf0b7\uf0d8\uf0fc\uf0a7")  # the last ones of symbol fonts
_PARAGRAPH_GAP = 2.2  # heights of a character between the end of a line and the end of its cell
_MIN_COLUMN, _MIN_ROW = 8.0, 8.0  # points; anything narrower is a double line

Segment = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of a table and, for every cell (row-major), the number of the merged cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[int, ...]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def bbox(self) -> Bbox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def holds(self, line: Line) -> bool:
        x0, top, x1, bottom = self.bbox
        return top - 1 <= line.middle <= bottom + 1 and line.x1 > x0 and line.x0 < x1


def find_grids(drawing: Drawing) -> list[Grid]:
    """Tables of at least two rows and two columns, top down; boxes of flow charts are not tables."""
    if len(drawing.horizontal) < 2 or len(drawing.horizontal) + len(drawing.vertical) > _MAX_RULINGS:
        return []
    grids = (_grid(h, v) for h, v in _components(drawing.horizontal, drawing.vertical))
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.ys[0])


def cell_texts(grid: Grid, lines: list[Line], reader: PageReader) -> tuple[tuple[str, ...], ...]:
    """Rows of cell texts, a merged cell's text in each of its places. `lines` are those the grid holds."""
    parts = [_CellText() for _ in range(max(grid.owner) + 1)]
    for line in lines:
        gap = False
        for index in range(line.first, line.last + 1):
            char = reader.char(index)
            if reader.generated(index):
                gap = char == " "
                continue
            box = reader.char_box(index)
            column = _slot(grid.xs, (box[0] + box[2]) / 2)
            row = _slot(grid.ys, (box[1] + box[3]) / 2)
            parts[grid.owner[row * grid.columns + column]].add(char, box, _right_edge(grid, row, column), gap=gap)
            gap = False
    texts = [part.text() for part in parts]
    return tuple(
        tuple(texts[grid.owner[row * grid.columns + column]] for column in range(grid.columns))
        for row in range(len(grid.ys) - 1)
    )


class _CellText:
    """Characters of one cell, lines joined: a line that ends well before the cell does ends its paragraph."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._last: Bbox = (0.0, 0.0, 0.0, 0.0)

    def add(self, char: str, box: Bbox, edge: float, *, gap: bool) -> None:
        """`gap`: pdfium saw room for a space before this character; `edge`: where the cell ends."""
        if self._out:
            last = self._last
            below = not last[1] <= (box[1] + box[3]) / 2 <= last[3]
            if below and (edge - last[2] > _PARAGRAPH_GAP * (last[3] - last[1]) or char in _BULLETS):
                self._out.append("\n")
            elif (below or gap) and _latin(self._out[-1]) and _latin(char):
                self._out.append(" ")
        self._out.append(char)
        self._last = box

    def text(self) -> str:
        return "".join(self._out).strip()


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _slot(edges: tuple[float, ...], value: float) -> int:
    return min(max(bisect_left(edges, value) - 1, 0), len(edges) - 2)


def _right_edge(grid: Grid, row: int, column: int) -> float:
    owner = grid.owner[row * grid.columns + column]
    while column + 1 < grid.columns and grid.owner[row * grid.columns + column + 1] == owner:
        column += 1
    return grid.xs[column + 1]


def _components(horizontal: list[Segment], vertical: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Rulings that meet, grouped. Verticals are swept from the top, so the work stays near linear."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(horizontal)), key=lambda i: horizontal[i][2])
    heights = [horizontal[i][2] for i in order]
    for j, (top, bottom, x) in enumerate(vertical):
        for k in range(bisect_left(heights, top - _NEAR), len(order)):
            if heights[k] > bottom + _NEAR:
                break
            x0, x1, _ = horizontal[order[k]]
            if x0 - _NEAR <= x <= x1 + _NEAR:
                parent[root(len(horizontal) + j)] = root(order[k])
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(horizontal):
            group[0].append(horizontal[index])
        else:
            group[1].append(vertical[index - len(horizontal)])
    return list(groups.values())


def _edges(values: list[float], least: float) -> tuple[float, ...]:
    """Distinct positions, those closer than `least` taken together."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > least:
            out.append(value)
    return tuple(out)


def _grid(horizontal: list[Segment], vertical: list[Segment]) -> Grid | None:
    if len(horizontal) < 2 or not vertical:
        return None
    ends = [x for x0, x1, _ in horizontal for x in (x0, x1)]
    outer = [min(ends), max(ends)]  # tables are often drawn without their left and right border
    xs = _edges([x for _, _, x in vertical] + outer, _MIN_COLUMN)
    ys = _edges([y for _, _, y in horizontal], _MIN_ROW)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 2 or columns > _MAX_COLUMNS or columns * rows > _MAX_EDGES * _MAX_COLUMNS:
        return None
    across = [_covered(horizontal, xs, y) for y in ys]  # per edge: which columns have a ruling there
    down = [_covered(vertical, ys, x) for x in xs]
    if not all(across[0]) or sum(across[-1]) * 2 < columns:
        return None
    owner = _merge(rows, columns, across, down)
    if not _rectangular(owner, rows, columns):
        return None
    return Grid(xs, ys, tuple(owner))


def _covered(segments: list[Segment], edges: tuple[float, ...], at: float) -> list[bool]:
    """For each gap between `edges`, whether a ruling lies over its middle at height (or x) `at`."""
    near = [(a, b) for a, b, c in segments if abs(c - at) <= _MIN_ROW]
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    return [any(a - _NEAR <= middle <= b + _NEAR for a, b in near) for middle in middles]


def _merge(rows: int, columns: int, across: list[list[bool]], down: list[list[bool]]) -> list[int]:
    """Number the merged cells: neighbours without a ruling between them are one."""
    owner = [-1] * (rows * columns)
    count = 0
    for start in range(rows * columns):
        if owner[start] >= 0:
            continue
        owner[start], todo = count, [start]
        while todo:
            row, column = divmod(todo.pop(), columns)
            for r, c, closed in (
                (row, column + 1, column + 1 < columns and down[column + 1][row]),
                (row, column - 1, down[column][row]),
                (row + 1, column, row + 1 < rows and across[row + 1][column]),
                (row - 1, column, across[row][column]),
            ):
                if 0 <= r < rows and 0 <= c < columns and not closed and owner[r * columns + c] < 0:
                    owner[r * columns + c] = count
                    todo.append(r * columns + c)
        count += 1
    return owner


def _rectangular(owner: list[int], rows: int, columns: int) -> bool:
    """Every merged cell is a rectangle, and the grid has more cells than one per row or column."""
    cells: dict[int, list[tuple[int, int]]] = {}
    for index, number in enumerate(owner):
        cells.setdefault(number, []).append(divmod(index, columns))
    if len(cells) < 4:
        return False
    for members in cells.values():
        height = max(r for r, _ in members) - min(r for r, _ in members) + 1
        width = max(c for _, c in members) - min(c for _, c in members) + 1
        if height * width != len(members):
            return False
    return True
