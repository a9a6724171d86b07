"""Word styles with everything they inherit (`w:basedOn`) already put in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from checker.reading.ooxml import W

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc\s*\d|目录\s*\d|table of figures|图表目录)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_MAX_CHAIN = 30
_DEFAULT_HALF_POINTS = 20  # Word's own default when the file names no size


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style means for reading. `outline` counts from 1; 0 says body text outright."""

    name: str = ""
    outline: int | None = None
    centred: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    half_points: int | None = None
    number: str | None = None  # numId
    number_level: int | None = None
    number_style: str = ""  # id of the style that brought the numbering

    @property
    def contents(self) -> bool:
        """A style of lines of the table of contents."""
        return bool(_CONTENTS.match(self.name))


class Styles:
    """Resolved styles by id; an unknown id gives the default paragraph style."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._base = Style(half_points=_DEFAULT_HALF_POINTS)
        self._default = ""
        self.numbers: dict[str, str] = {}  # numbering style id → numId
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._base = replace(self._base, half_points=run_size(defaults) or _DEFAULT_HALF_POINTS)
        for element in root.iter(W + "style"):
            key, kind = element.get(W + "styleId", ""), element.get(W + "type", "paragraph")
            self._elements[key] = element
            if kind == "paragraph" and on(element.get(W + "default", "0")):
                self._default = key
            if kind == "numbering":
                number = element.find(f"{W}pPr/{W}numPr/{W}numId")
                if number is not None:
                    self.numbers[key] = number.get(W + "val", "")

    def paragraph(self, key: str | None) -> Style:
        return self._resolve(key if key in self._elements else self._default)

    def character(self, key: str | None) -> Style:
        """A character style alone, without the document's defaults."""
        return self._resolve(key, bare=True) if key and key in self._elements else Style()

    def _resolve(self, key: str | None, *, bare: bool = False) -> Style:
        memo = f"{key}/{bare}"
        if memo not in self._resolved:
            chain: list[str] = []
            at = key
            while at and at in self._elements and at not in chain and len(chain) < _MAX_CHAIN:
                chain.append(at)
                parent = self._elements[at].find(W + "basedOn")
                at = parent.get(W + "val") if parent is not None else None
            style = Style() if bare else self._base
            for ancestor in reversed(chain):
                style = _apply(style, ancestor, self._elements[ancestor])
            self._resolved[memo] = style
        return self._resolved[memo]


def _apply(style: Style, key: str, element: etree._Element) -> Style:
    """`style` with the properties that this style element sets itself."""
    name = element.find(W + "name")
    text = name.get(W + "val", "") if name is not None else ""
    style = replace(style, name=text)
    heading = _HEADING.match(text)
    if heading:
        style = replace(style, outline=int(heading.group(1)))
    properties = element.find(W + "pPr")
    if properties is not None:
        style = paragraph_properties(style, properties)
        if properties.find(W + "numPr") is not None:
            style = replace(style, number_style=key)
    runs = element.find(W + "rPr")
    return run_properties(style, runs) if runs is not None else style


def paragraph_properties(style: Style, properties: etree._Element) -> Style:
    """`style` overlaid with the settings of a `w:pPr`."""
    for child in properties:
        value = child.get(W + "val", "")
        if child.tag == W + "outlineLvl":
            level = int(value) + 1 if value.isdigit() else 0
            style = replace(style, outline=level if level <= 9 else 0)
        elif child.tag == W + "jc":
            style = replace(style, centred=value == "center")
        elif child.tag == W + "numPr":
            number, level_element = child.find(W + "numId"), child.find(W + "ilvl")
            if number is not None:
                style = replace(style, number=number.get(W + "val", "0"), number_level=None, number_style="")
            if level_element is not None and level_element.get(W + "val", "").isdigit():
                style = replace(style, number_level=int(level_element.get(W + "val", "0")))
    return style


def run_properties(style: Style, properties: etree._Element) -> Style:
    """`style` overlaid with the settings of a `w:rPr`."""
    for child in properties:
        if child.tag == W + "b":
            style = replace(style, bold=on(child.get(W + "val", "1")))
        elif child.tag == W + "vanish":
            style = replace(style, hidden=on(child.get(W + "val", "1")))
        elif child.tag == W + "sz":
            style = replace(style, half_points=run_size(properties) or style.half_points)
    return style


def run_size(properties: etree._Element) -> int | None:
    """Font size of a `w:rPr` in half points."""
    size = properties.find(W + "sz")
    try:
        return int(float(size.get(W + "val", ""))) if size is not None else None
    except ValueError:
        return None


def on(value: str) -> bool:
    return value.lower() not in _OFF
