"""What repeats on the pages of a PDF and is no text of the plan: running heads and feet, page numbers, watermarks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from checker.reading import furniture
from checker.reading.pdf_page import Line

_ZONE = 0.12  # share of the page's height at its top and bottom where heads and feet stand
_DEEPEST = 3  # lines from the edge that may be furniture
_SAME_HEIGHT = 8.0  # points
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•.~～\s]*(?:第?\s*(?P<n>\d{1,4}|[ivxlcIVXLC]{1,7}|[ⅰ-ⅹⅠ-Ⅻ]|[一二三四五六七八九十百]{1,5})\s*页?)"
    r"(?:\s*[/／共of,，]*\s*\d{1,4}\s*页?)?[-—–·•.~～\s]*"
)
_DRESSED = re.compile(r"[-—–~～]\s*\d{1,4}\s*[-—–~～]|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[/／]\s*\d{1,4}")


@dataclass(frozen=True, slots=True)
class Place:
    """A line by page number and index among the page's lines."""

    page: int
    index: int


def find_furniture(pages: dict[int, tuple[float, list[Line]]]) -> dict[int, set[int]]:
    """Page number → indices of its lines that are furniture. `pages`: number → (height, lines outside tables)."""
    margin: dict[int, list[int]] = {number: _margin_lines(height, lines) for number, (height, lines) in pages.items()}
    out: dict[int, set[int]] = {number: set() for number in pages}
    for place in _repeated(pages, margin) + _page_numbers(pages, margin) + _watermarks(pages):
        out[place.page].add(place.index)
    return out


def _margin_lines(height: float, lines: list[Line]) -> list[int]:
    """Indices of the outermost lines in the head and foot zones; tilted ones are watermarks."""
    order = sorted((i for i, line in enumerate(lines) if not line.tilted), key=lambda i: lines[i].middle)
    head = [i for i in order[:_DEEPEST] if lines[i].middle <= height * _ZONE]
    foot = [i for i in order[-_DEEPEST:] if lines[i].middle >= height * (1 - _ZONE)]
    return head + [i for i in foot if i not in head]


def _repeated(pages: dict[int, tuple[float, list[Line]]], margin: dict[int, list[int]]) -> list[Place]:
    """Margin lines with the same words, numbers apart, at the same height on at least three pages (two of two)."""
    groups: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for number, (height, lines) in pages.items():
        for index in margin[number]:
            line = lines[index]
            # measured from the nearer edge: pages may differ in size
            from_edge = line.middle if line.middle < height / 2 else line.middle - height
            words = furniture.key(line.text)
            if words is not None:
                groups[words, round(from_edge / _SAME_HEIGHT)].append(Place(number, index))
    need = 3 if len(pages) >= 3 else 2
    out: list[Place] = []
    for (text, slot), places in groups.items():
        near = sum(len({p.page for p in groups.get((text, slot + step), ())}) for step in (-1, 0, 1))
        if near >= need and len(pages) >= 2 and text != "#":
            out += places
    return out


def _page_numbers(pages: dict[int, tuple[float, list[Line]]], margin: dict[int, list[int]]) -> list[Place]:
    """Bare numbers at the very edge: dressed ("- 3 -", "第3页"), or counting up with the pages around them."""
    found: list[tuple[Place, str, float]] = []
    for number, (height, lines) in pages.items():
        for index in margin[number]:
            line = lines[index]
            match = _PAGE_NUMBER.fullmatch(line.text)
            outermost = not any(
                other is not line and not other.tilted and _further_out(other, line, height) for other in lines
            )
            if match and outermost:
                found.append((Place(number, index), match.group("n"), line.middle))
    counting = {(place.page, int(label)) for place, label, _ in found if label.isdecimal()}
    ends = (min(pages), max(pages)) if pages else ()
    out: list[Place] = []
    for place, label, _ in found:
        dressed = _DRESSED.fullmatch(pages[place.page][1][place.index].text.strip()) or not label.isdecimal()
        if dressed or place.page in ends or _counts_on(place.page, int(label), counting):
            out.append(place)
    return out


def _counts_on(page: int, label: int, counting: set[tuple[int, int]]) -> bool:
    """The number is the page's own, or a page near by carries the number that would follow from it."""
    return label == page or any((page + step, label + step) in counting for step in (-2, -1, 1, 2))


def _further_out(other: Line, line: Line, height: float) -> bool:
    if line.middle < height / 2:
        return other.middle < line.middle - line.size
    return other.middle > line.middle + line.size


def _watermarks(pages: dict[int, tuple[float, list[Line]]]) -> list[Place]:
    """The same words at the same place on most pages; tilted ones already on a third of them."""
    groups: dict[tuple[str, int, int], list[tuple[Place, bool]]] = defaultdict(list)
    for number, (_, lines) in pages.items():
        for index, line in enumerate(lines):
            slot = (round(line.x0 / _SAME_HEIGHT), round(line.middle / _SAME_HEIGHT))
            groups[(_SPACE.sub("", line.text), *slot)].append((Place(number, index), line.tilted))
    out: list[Place] = []
    for places in groups.values():
        share = len({place.page for place, _ in places}) / len(pages)
        tilted = all(mark for _, mark in places)
        if len(places) >= 3 and (share >= 0.6 or (tilted and share >= 0.3)):
            out += [place for place, _ in places]
    return out
