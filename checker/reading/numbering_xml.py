"""Word's automatic numbering: numbering.xml read once, then one label per numbered paragraph.

Rules: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from checker.reading.number_formats import format_number
from checker.reading.ooxml import MC, W

_MAX_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition. `restart` is the level (0-based, exclusive) that restarts it; -1 is never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Instance:
    """A `w:num`: the abstract list it counts in, its own levels, and the values it restarts with."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Counter:
    values: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    text: str  # "" for a bullet
    depth: int


class Numbering:
    """Counts through the document in order: call `next_label` once per numbered paragraph, in reading order."""

    def __init__(self, root: etree._Element | None, style_numbers: dict[str, str] | None = None) -> None:
        """`style_numbers`: numbering style id → numId, to follow `w:numStyleLink`."""
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, _Counter] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root, style_numbers or {})

    def _read(self, root: etree._Element, style_numbers: dict[str, str]) -> None:
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._abstracts[key] = dict(map(_read_level, abstract.iter(W + "lvl")))
            link = abstract.find(W + "numStyleLink")
            if link is not None:
                self._links[key] = style_numbers.get(link.get(W + "val", ""), "")
        numbers: dict[str, str] = {}
        for num in root.iter(W + "num"):
            target = num.find(W + "abstractNumId")
            if target is not None:
                numbers[num.get(W + "numId", "")] = target.get(W + "val", "")
        for num in root.iter(W + "num"):
            key = num.get(W + "numId", "")
            if key in numbers:
                abstract_key = numbers[key]
                linked = numbers.get(self._links.get(abstract_key, ""))
                self._instances[key] = self._read_instance(num, linked or abstract_key)

    def _read_instance(self, num: etree._Element, abstract: str) -> _Instance:
        levels = dict(self._abstracts.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in num.iter(W + "lvlOverride"):
            index = _integer(override.get(W + "ilvl"), 0)
            own = override.find(W + "lvl")
            if own is not None:
                levels[index] = _read_level(own)[1]
            start = override.find(W + "startOverride")
            if start is not None:
                starts[index] = _integer(start.get(W + "val"), 1)
        return _Instance(abstract, levels, starts)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level that a paragraph style is tied to (`w:pStyle`) in this list."""
        instance = self._instances.get(number)
        if instance is None:
            return None
        return next((index for index, level in instance.levels.items() if level.style == style), None)

    def next_label(self, number: str, depth: int) -> Label | None:
        """Count one paragraph of list `number` at level `depth` (0-based); None when there is no such list."""
        instance = self._instances.get(number)
        if instance is None or depth not in instance.levels:
            return None
        values = self._counters.setdefault(instance.abstract, _Counter()).values
        if number not in self._begun:
            self._begun.add(number)
            for index, start in instance.starts.items():
                values[index] = start - 1
        level = instance.levels[depth]
        values[depth] = values[depth] + 1 if depth in values else level.start
        self._restart_deeper(instance, values, depth)
        return Label(_render(instance.levels, values, depth), depth)

    @staticmethod
    def _restart_deeper(instance: _Instance, values: dict[int, int], depth: int) -> None:
        for index in [i for i in values if i > depth]:
            restart = instance.levels[index].restart if index in instance.levels else None
            if restart is None or depth < restart:
                del values[index]


def _read_level(element: etree._Element) -> tuple[int, Level]:
    index = _integer(element.get(W + "ilvl"), 0)
    level = Level()
    for child in element:
        tag, value = child.tag, child.get(W + "val", "")
        if tag == W + "start":
            level = replace(level, start=_integer(value, 1))
        elif tag == W + "numFmt":
            level = replace(level, format=value or "decimal")
        elif tag == MC + "AlternateContent":
            choice = next(child.iter(W + "numFmt"), None)
            level = replace(level, format=choice.get(W + "val", "decimal")) if choice is not None else level
        elif tag == W + "lvlText":
            level = replace(level, text=value)
        elif tag == W + "isLgl":
            level = replace(level, legal=value not in ("0", "false", "off"))
        elif tag == W + "lvlRestart":
            level = replace(level, restart=_integer(value, 0))
        elif tag == W + "pStyle":
            level = replace(level, style=value)
    return index, level


def _render(levels: dict[int, Level], values: dict[int, int], depth: int) -> str:
    own = levels[depth]
    if own.format in ("bullet", "none") and not _PLACE.search(own.text):
        return own.text.strip() if own.format == "none" else ""

    def place(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        level = levels.get(index, Level())
        name = "decimal" if own.legal else level.format
        return format_number(values.get(index, level.start), name)

    return _PLACE.sub(place, own.text).strip()


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
