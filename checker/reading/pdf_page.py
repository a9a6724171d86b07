"""One PDF page as pdfium sees it: lines of text with their place, rulings, pictures."""

from __future__ import annotations

import ctypes
import itertools
import re
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checker.reading.raw import Bbox

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|heavy|black|simhei|heiti|黑体|xbs", re.IGNORECASE)
_HAIRLINE = 3.0  # points: a path thinner than this is a ruling
_MAX_OBJECTS = 20000  # looked at on one page; drawings have more
_MAX_SEGMENTS = 4000
_MAX_FORM_DEPTH = 3
_HAN = re.compile(r"(?=([\u4e00-\u9fff]))(.*[\u4e00-\u9fff])")  # from the first to the last
_UNIT = re.compile(r"[^\r\n]+")
# a space beside a sign that Chinese fonts often lack: its glyph is borrowed from another font and drawn after the rest
_BORROWED = "“”‘’①-⑳Ⅰ-Ⅻ≥≤℃×·—…●■□☑√"
_DISORDER = re.compile(rf"[{_BORROWED}]\s|\s[{_BORROWED}]|[“‘][”’]|[”’][“‘]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `first` and `last` are pdfium's character indices. Distances in points from the top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    font: str = ""
    tilted: bool = False
    first: int = 0
    last: int = 0

    @property
    def bbox(self) -> Bbox:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text. Rulings are (from, to, at) in points from the top left."""

    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    picture_share: float = 0.0  # of the page's area under pictures, overlaps counted twice, at most 1
    paths: int = 0


class PageReader:
    """Text, rulings and pictures of one open page. The caller closes page and text page."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._text = page.get_textpage()
        self.width, self.height = page.get_size()
        self._box = page.get_bbox()
        self._rotation = page.get_rotation()
        self._rect = pdfium_c.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def close(self) -> None:
        self._text.close()

    def place(self, left: float, bottom: float, right: float, top: float) -> Bbox:
        """A rectangle of the page's own coordinates as (x0, top, x1, bottom) from the top left as displayed."""
        l0, b0, r0, t0 = self._box
        if self._rotation == 90:
            return (bottom - b0, left - l0, top - b0, right - l0)
        if self._rotation == 180:
            return (r0 - right, bottom - b0, r0 - left, top - b0)
        if self._rotation == 270:
            return (t0 - top, r0 - right, t0 - bottom, r0 - left)
        return (left - l0, t0 - top, right - l0, t0 - bottom)

    def text(self) -> str:
        """All text of the page in pdfium's order, lines ending in CR LF."""
        count = max(0, pdfium_c.FPDFText_CountChars(self._text))
        if not count:
            return ""
        buffer = (ctypes.c_ushort * (count + 2))()
        written = pdfium_c.FPDFText_GetText(self._text, 0, count, buffer)
        return bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", errors="replace")

    def lines(self, text: str) -> list[Line]:
        """The lines of `text` (from `text()`) that hold something, in the file's order."""
        same = len(text) == pdfium_c.FPDFText_CountChars(self._text)
        out: list[Line] = []
        for match in _UNIT.finditer(text):
            words = match.group().strip()
            if not words:
                continue
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            han = _HAN.search(words)
            ends = (han.start(1), han.end(2) - 1) if han else (0, 0)
            first, model, tail, last = (self._index(start + at, same) for at in (0, *ends, len(words) - 1))
            out.append(self._line(words, first, last, model, tail))
        return out

    def _index(self, position: int, same: bool) -> int:
        return position if same else max(0, pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._text, position))

    def _line(self, words: str, first: int, last: int, model: int, tail: int) -> Line:
        """`model`, the first Han character, stands for the line's look (digits often have another font).

        The line is bold when `tail`, the last one, is so too: words leading a paragraph in are no heading.
        """
        start, end = self.char_box(first), self.char_box(last)
        look = start if model == first else self.char_box(model)
        font, bold = self._font(model)
        angle = pdfium_c.FPDFText_GetCharAngle(self._text, first)
        turned = (round(angle * 57.3) + self._rotation) % 360
        tilted = 3 < turned < 357
        if not tilted and _DISORDER.search(words):
            words, start, end = self._by_place(words, first, last, start, end)
        return Line(
            text=words.replace("\ufffe", "-"),  # pdfium's mark for a hyphen at the end of a line
            x0=min(start[0], end[0]),
            top=min(start[1], end[1]) if tilted else look[1],
            x1=max(start[2], end[2]),
            bottom=max(start[3], end[3]) if tilted else look[3],
            size=look[3] - look[1],
            bold=bold and self._font(tail)[1],
            font=font,
            tilted=tilted,
            first=first,
            last=last,
        )

    def _font(self, index: int) -> tuple[str, bool]:
        """Name of a character's font, and whether it is bold."""
        pdfium_c.FPDFText_GetFontInfo(self._text, index, self._name, 128, self._flags)
        font = _SUBSET.sub("", self._name.value.decode("utf-8", errors="replace"))
        return font, bool(_BOLD.search(font)) or pdfium_c.FPDFText_GetFontWeight(self._text, index) >= 600

    def _by_place(self, words: str, first: int, last: int, start: Bbox, end: Bbox) -> tuple[str, Bbox, Bbox]:
        """The line's characters from left to right where the file's order differs from what is seen."""
        marks = [(self.char_box(i), self.char(i)) for i in range(first, last + 1) if not self.generated(i)]
        lefts = [box[0] for box, _ in marks]
        if all(a <= b + 1 for a, b in itertools.pairwise(lefts)) or not _one_row([box for box, _ in marks]):
            return words, start, end
        marks.sort(key=lambda mark: mark[0][0])
        if any(b[0] < (a[0] + a[2]) / 2 for (a, _), (b, _) in itertools.pairwise(marks) if a[2] > a[0]):
            return words, start, end  # characters lie over each other: two lines, not one out of order
        out = marks[0][1]
        for (before, _), (box, char) in itertools.pairwise(marks):
            gap = box[0] - before[2] > 0.15 * (box[3] - box[1])
            out += f" {char}" if gap and (char.isascii() or out[-1].isascii()) else char
        return out.strip(), marks[0][0], marks[-1][0]

    def char_box(self, index: int) -> Bbox:
        """Place of one character, as high as its font."""
        rect = self._rect
        if not pdfium_c.FPDFText_GetLooseCharBox(self._text, index, rect):
            return (0.0, 0.0, 0.0, 0.0)
        return self.place(rect.left, rect.bottom, rect.right, rect.top)

    def char(self, index: int) -> str:
        code = pdfium_c.FPDFText_GetUnicode(self._text, index)
        if code == 0xFFFE:
            return "-"
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""

    def generated(self, index: int) -> bool:
        """A space or line end that pdfium put in for a gap."""
        return pdfium_c.FPDFText_IsGenerated(self._text, index) == 1

    def drawing(self) -> Drawing:
        out = Drawing()
        count = min(_MAX_OBJECTS, pdfium_c.FPDFPage_CountObjects(self._page))
        for index in range(count):
            self._look(pdfium_c.FPDFPage_GetObject(self._page, index), None, 0, out)
        out.picture_share = min(1.0, out.picture_share)
        return out

    def _look(self, item: object, outer: pdfium_c.FS_MATRIX | None, depth: int, out: Drawing) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_FORM_DEPTH:
                matrix = _matrix(item, outer)
                for index in range(min(_MAX_OBJECTS, pdfium_c.FPDFFormObj_CountObjects(item))):
                    self._look(pdfium_c.FPDFFormObj_GetObject(item, index), matrix, depth + 1, out)
            return
        box = self._bounds(item, outer)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = (
                max(0.0, box[0]), max(0.0, box[1]), min(self.width, box[2]), min(self.height, box[3]),
            )  # fmt: skip
            if x1 > x0 and bottom > top:
                out.picture_share += (x1 - x0) * (bottom - top) / max(1.0, self.width * self.height)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            out.paths += 1
            self._path(item, outer, box, out)

    def _bounds(self, item: object, outer: pdfium_c.FS_MATRIX | None) -> Bbox:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        corners = [_move(outer, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.place(min(xs), min(ys), max(xs), max(ys))

    def _path(self, item: object, outer: pdfium_c.FS_MATRIX | None, box: Bbox, out: Drawing) -> None:
        x0, top, x1, bottom = box
        if bottom - top <= _HAIRLINE or x1 - x0 <= _HAIRLINE:
            _rule(box, out)
            return
        stroke, fill = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
        count = pdfium_c.FPDFPath_CountSegments(item)
        if stroke.value and 2 <= count <= _MAX_SEGMENTS:
            self._segments(item, count, _matrix(item, outer), out)

    def _segments(self, item: object, count: int, matrix: pdfium_c.FS_MATRIX | None, out: Drawing) -> None:
        """The straight sides of a larger stroked path: a frame, or a whole table drawn at once."""
        x, y = ctypes.c_float(), ctypes.c_float()
        begin = before = None
        for index in range(count):
            segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            at = _move(matrix, x.value, y.value)
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                begin = at
            elif kind == pdfium_c.FPDF_SEGMENT_LINETO and before is not None:
                self._side(before, at, out)
            if pdfium_c.FPDFPathSegment_GetClose(segment) and begin is not None:
                self._side(at, begin, out)
            before = at

    def _side(self, a: tuple[float, float], b: tuple[float, float], out: Drawing) -> None:
        _rule(self.place(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), out)


def _one_row(boxes: list[Bbox]) -> bool:
    middles = [(box[1] + box[3]) / 2 for box in boxes]
    return max(middles) - min(middles) < 0.6 * max(box[3] - box[1] for box in boxes)


def _rule(box: Bbox, out: Drawing) -> None:
    x0, top, x1, bottom = box
    if bottom - top <= _HAIRLINE and x1 - x0 >= 6:
        out.horizontal.append((x0, x1, (top + bottom) / 2))
    elif x1 - x0 <= _HAIRLINE and bottom - top >= 6:
        out.vertical.append((top, bottom, (x0 + x1) / 2))
    elif bottom - top <= _HAIRLINE and x1 - x0 > _HAIRLINE:
        out.horizontal.append((x0, x1, (top + bottom) / 2))


def _matrix(item: object, outer: pdfium_c.FS_MATRIX | None) -> pdfium_c.FS_MATRIX | None:
    own = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, own):
        return outer
    if outer is None:
        return own
    return pdfium_c.FS_MATRIX(
        own.a * outer.a + own.b * outer.c,
        own.a * outer.b + own.b * outer.d,
        own.c * outer.a + own.d * outer.c,
        own.c * outer.b + own.d * outer.d,
        own.e * outer.a + own.f * outer.c + outer.e,
        own.e * outer.b + own.f * outer.d + outer.f,
    )


def _move(matrix: pdfium_c.FS_MATRIX | None, x: float, y: float) -> tuple[float, float]:
    if matrix is None:
        return x, y
    return x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f
