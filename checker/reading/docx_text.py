"""The words of one Word paragraph: runs, fields, tracked changes, symbols; with what hangs on it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from checker.reading.number_formats import format_number
from checker.reading.ooxml import MC, W
from checker.reading.styles_xml import Style, Styles, on, run_size

_INLINE = frozenset(
    W + name
    for name in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "fldSimple", "dir", "bdo",
    )
)  # fmt: skip
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_FIXED = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "-"}
# boxes that are ticked or empty in the symbol fonts Wingdings and Wingdings 2
_SYMBOLS = {0xF0FE: "☑", 0xF052: "☑", 0xF0FD: "☒", 0xF053: "☒", 0xF0A8: "□", 0xF0A3: "□", 0xF06F: "□", 0xF0FC: "√"}
_CIRCLED = re.compile(r"\bEQ\s+\\o\s*(?:\\a\w)?\s*\(\s*[○〇]\s*[,，;]\s*(\d{1,2})\s*\)", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """Text of a paragraph ("\\n" for manual line breaks) and what was found while reading it."""

    text: str = ""
    size: float | None = None  # points, of most characters
    bold: bool = False  # most characters
    contents: bool = False  # it stands in a table-of-contents field
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote | endnote, id)
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes and diagrams


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False  # past `separate`: what comes now is shown

    @property
    def contents(self) -> bool:
        return self.code.lstrip().upper().startswith("TOC")


class TextReader:
    """Reads paragraphs in document order; fields may reach over several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        return any(f.contents for f in self._fields)

    def read(self, paragraph: etree._Element, style: Style) -> Piece:
        piece = Piece(contents=self.in_contents)
        out: list[str] = []
        looks: Counter[tuple[int | None, bool]] = Counter()
        self._walk(paragraph, style, piece, out, looks)
        # a field code never reaches over a paragraph's end; one left open must not swallow the document
        self._fields = [f for f in self._fields if f.result]
        piece.text = "".join(out)
        if looks:
            sizes: Counter[int | None] = Counter()
            bold = 0
            for (size, heavy), count in looks.items():
                sizes[size] += count
                bold += count if heavy else 0
            common = sizes.most_common(1)[0][0]
            piece.size = common / 2 if common else None
            piece.bold = bold * 2 > sum(looks.values())
        return piece

    @property
    def _shown(self) -> bool:
        return all(f.result for f in self._fields)

    def _walk(
        self,
        parent: etree._Element,
        style: Style,
        piece: Piece,
        out: list[str],
        looks: Counter[tuple[int | None, bool]],
    ) -> None:
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                self._run(element, style, piece, out, looks)
            elif tag in _INLINE:
                self._walk(element, style, piece, out, looks)
            elif tag == MC + "AlternateContent":
                chosen = next(iter(element), None)
                if chosen is not None:
                    self._walk(chosen, style, piece, out, looks)
            elif tag in (_MATH + "oMath", _MATH + "oMathPara"):
                out.extend(t.text or "" for t in element.iter(_MATH + "t"))

    def _run(
        self,
        run: etree._Element,
        style: Style,
        piece: Piece,
        out: list[str],
        looks: Counter[tuple[int | None, bool]],
    ) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and self._hidden(properties):
            return
        before = len(out)
        for child in run:
            tag = child.tag
            if tag == W + "t":
                if self._shown:
                    out.append((child.text or "").replace("\n", " ").replace("\xad", ""))
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType", ""), piece, out)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag == W + "br":
                if child.get(W + "type", "textWrapping") == "textWrapping" and self._shown:
                    out.append("\n")
            elif tag in _FIXED:
                if self._shown:
                    out.append(_FIXED[tag])
            else:
                self._special(child, style, piece, out, looks)
        length = sum(len(text.strip()) for text in out[before:])
        if length:
            looks[self._look(properties, style)] += length

    def _special(
        self,
        child: etree._Element,
        style: Style,
        piece: Piece,
        out: list[str],
        looks: Counter[tuple[int | None, bool]],
    ) -> None:
        tag = child.tag
        if tag == W + "sym":
            out.append(_symbol(child.get(W + "char", "")))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            piece.notes.append((tag[len(W) :].removesuffix("Reference"), child.get(W + "id", "")))
        elif tag == W + "ruby":
            for base in child.iter(W + "rubyBase"):
                self._walk(base, style, piece, out, looks)
        elif tag == MC + "AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                _find_boxes(chosen, piece.boxes)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            _find_boxes(child, piece.boxes)

    def _field(self, kind: str, piece: Piece, out: list[str]) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            piece.contents = piece.contents or self._fields[-1].contents
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            circled = None if done.result else _CIRCLED.search(done.code)
            if circled and self._shown:
                out.append(format_number(int(circled.group(1)), "decimalEnclosedCircle"))

    @staticmethod
    def _hidden(properties: etree._Element) -> bool:
        vanish = properties.find(W + "vanish")
        return vanish is not None and on(vanish.get(W + "val", "1"))

    def _look(self, properties: etree._Element | None, style: Style) -> tuple[int | None, bool]:
        """(size in half points, bold) of a run: its own setting, its character style, its paragraph's style."""
        if properties is None:
            return style.half_points, bool(style.bold)
        named, bold = properties.find(W + "rStyle"), properties.find(W + "b")
        character = self._styles.character(named.get(W + "val") if named is not None else None)
        heavy = on(bold.get(W + "val", "1")) if bold is not None else character.bold
        size = run_size(properties) or character.half_points or style.half_points
        return size, bool(style.bold if heavy is None else heavy)


def _find_boxes(element: etree._Element, boxes: list[etree._Element]) -> None:
    """Text boxes and diagrams below an element, outermost ones only, one branch of each alternative."""
    for child in element:
        if child.tag == W + "txbxContent" or child.tag == _DIAGRAM:
            boxes.append(child)
        elif child.tag == MC + "AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                _find_boxes(chosen, boxes)
        else:
            _find_boxes(child, boxes)


def _symbol(code: str) -> str:
    """A character of a symbol font: ticks and boxes by meaning, other private-use signs are bullets."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if value in _SYMBOLS:
        return _SYMBOLS[value]
    if 0xE000 <= value <= 0xF8FF or value < 0x20 or value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        return "•"
    return chr(value)
