"""DOCX → RawDocument: body, tables, text boxes, content controls, notes, automatic numbers, in reading order.

Tracked changes count as accepted; headers, footers and watermarks go to `furniture`; a DOCX has no page numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from checker.errors import InputError
from checker.reading.docx_text import Piece, TextReader
from checker.reading.numbering_xml import Label, Numbering
from checker.reading.ooxml import MC, Package, R, W
from checker.reading.options import ReadOptions
from checker.reading.raw import Block, RawDocument, RawTable
from checker.reading.styles_xml import Style, Styles, paragraph_properties

_CONTAINERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent")
)
_A_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_A_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MAX_COLUMNS = 64


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """Read a .docx. Errors: E-EMPTY, E-DAMAGED, E-ENCRYPTED, E-KIND, E-TOO-LARGE, E-NO-TEXT."""
    if path.stat().st_size > options.max_bytes:
        raise InputError("E-TOO-LARGE", f"文件超过 {options.max_bytes // 2**20} MB，未读取；请拆分后再试")
    with Package(path) as package:
        return _Reader(package).read()


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = next(
            (name for kind, name in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
        )
        self._relations = package.relations(self._main)
        self._styles = Styles(package.optional_xml(self._part("styles", "word/styles.xml")))
        numbering = package.optional_xml(self._part("numbering", "word/numbering.xml"))
        self._numbering = Numbering(numbering, self._styles.numbers)
        self._text = TextReader(self._styles)
        self._notes = {
            kind: self._read_notes(f"{kind}s", kind) for kind in ("footnote", "endnote")
        }  # kind → id → element
        self._carried = ""  # text of a paragraph whose mark was deleted: it runs on into the next
        self._warnings: list[str] = []

    def _part(self, kind: str, default: str) -> str:
        return next((name for relation, name in self._relations.values() if relation == kind), default)

    def read(self) -> RawDocument:
        root = self._package.xml(self._main)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise InputError("E-DAMAGED", "Word 文件里没有正文部分，可能不是文档或已损坏；请用 Word 或 WPS 另存后再试")
        # an empty numbered paragraph is content in a table cell ("序号" columns), not in running text
        blocks = [block for block in self._blocks(body) if isinstance(block, RawTable) or block.text]
        if self._text.in_contents:
            # the field of the table of contents was never closed: trust styles alone
            blocks = [_trust_style(block) for block in blocks]
        if not blocks:
            raise InputError("E-NO-TEXT", "Word 文件里没有文字（可能全是扫描图片）；请提供文字版，或转成 PDF 后识别")
        return RawDocument(
            format="docx",
            blocks=tuple(blocks),
            furniture=tuple(self._furniture()),
            warnings=tuple(dict.fromkeys(self._warnings)),
            title=self._title(),
        )

    def _blocks(self, container: etree._Element) -> Iterator[Block | RawTable]:
        for element in container:
            tag = element.tag
            if tag == W + "p":
                yield from self._paragraph(element)
            elif tag == W + "tbl":
                yield from self._table(element)
            elif tag == W + "sdt" and _is_contents(element):
                for block in self._blocks(element):
                    yield replace(block, kind="contents") if isinstance(block, Block) else block
            elif tag in _CONTAINERS:
                yield from self._blocks(element)
            elif tag == MC + "AlternateContent":
                chosen = next(iter(element), None)
                if chosen is not None:
                    yield from self._blocks(chosen)
            elif tag == W + "altChunk":
                self._warnings.append("文件中嵌有外来文档片段，该部分未读取；请在 Word 中另存后再试")

    def _paragraph(self, element: etree._Element) -> Iterator[Block | RawTable]:
        style, properties = self._paragraph_style(element)
        piece = self._text.read(element, style)
        label = self._label(element, style, properties)
        text = self._carried + piece.text
        self._carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text
        else:
            yield from _lines(text, piece, style, label)
        for kind, note in piece.notes:
            yield from self._note(kind, note)
        for box in piece.boxes:
            yield from self._box(box)

    def _paragraph_style(self, element: etree._Element) -> tuple[Style, etree._Element | None]:
        properties = element.find(W + "pPr")
        if properties is None:
            return self._styles.paragraph(None), None
        named = properties.find(W + "pStyle")
        style = self._styles.paragraph(named.get(W + "val") if named is not None else None)
        return paragraph_properties(style, properties), properties

    def _label(self, element: etree._Element, style: Style, properties: etree._Element | None) -> Label | None:
        """Count the paragraph in its list. As in Word, empty ones count, but not one that only ends a section."""
        if not style.number or style.number == "0":
            return None
        if properties is not None and properties.find(W + "sectPr") is not None and element.find(W + "r") is None:
            return None
        depth = style.number_level
        if style.number_style:
            tied = self._numbering.level_of_style(style.number, style.number_style)
            depth = tied if tied is not None else depth
        return self._numbering.next_label(style.number, depth or 0)

    def _box(self, box: etree._Element) -> Iterator[Block | RawTable]:
        """A text box (`w:txbxContent`) or the drawing of a diagram whose words lie in another part."""
        if box.tag == W + "txbxContent":
            carried, self._carried = self._carried, ""
            for block in self._blocks(box):
                yield replace(block, kind="textbox") if isinstance(block, Block) else block
            self._carried = carried
            return
        identity = box.get(R + "dm", "")
        root = self._package.optional_xml(self._relations.get(identity, ("", ""))[1])
        for paragraph in root.iter(_A_PARAGRAPH) if root is not None else ():
            text = "".join(t.text or "" for t in paragraph.iter(_A_TEXT)).strip()
            if text:
                yield Block(text, kind="textbox")

    def _read_notes(self, relation: str, tag: str) -> dict[str, etree._Element]:
        root = self._package.optional_xml(self._part(relation, f"word/{relation}.xml"))
        if root is None:
            return {}
        return {note.get(W + "id", ""): note for note in root.iter(W + tag) if note.get(W + "type") is None}

    def _note(self, kind: str, identity: str) -> Iterator[Block]:
        note = self._notes[kind].pop(identity, None)
        for block in self._blocks(note) if note is not None else ():
            if isinstance(block, Block):
                yield replace(block, kind="note")

    def _table(self, element: etree._Element) -> Iterator[Block | RawTable]:
        """A table as a grid; one of a single column is only a frame, its contents are running text."""
        rows: list[list[str]] = []
        spans = [_cells(row) for row in _rows(element)]
        if all(len(cells) <= 1 for cells in spans):
            for cell in itertools.chain.from_iterable(spans):
                yield from self._blocks(cell)
            return
        for row, cells in zip(_rows(element), spans, strict=True):
            rows.append(self._row(row, cells, rows[-1] if rows else []))
        width = max(len(cells) for cells in rows)
        grid = tuple(tuple(cells + [""] * (width - len(cells))) for cells in rows)
        if any(cell for row in grid for cell in row):
            yield RawTable(grid)

    def _row(self, tr: etree._Element, cells: list[etree._Element], above: list[str]) -> list[str]:
        out = [""] * _grid_skip(tr, "gridBefore")
        for cell in cells:
            properties = cell.find(W + "tcPr")
            merge = properties.find(W + "vMerge") if properties is not None else None
            span = _span(properties)
            if merge is not None and merge.get(W + "val", "continue") == "continue" and len(out) < len(above):
                out += (above[len(out) : len(out) + span] + [""] * span)[:span]
            else:
                out += [self._cell(cell)] * span
        return (out + [""] * _grid_skip(tr, "gridAfter"))[:_MAX_COLUMNS]

    def _cell(self, cell: etree._Element) -> str:
        lines: list[str] = []
        for block in self._blocks(cell):
            if isinstance(block, Block):
                lines.append(f"{block.number} {block.text}".strip())
            else:
                lines += [" ".join(dict.fromkeys(row)).strip() for row in block.rows]
        return "\n".join(line for line in lines if line)

    def _furniture(self) -> Iterator[str]:
        """Distinct lines of headers and footers, and the words of watermarks."""
        seen: set[str] = set()
        for kind, part in self._relations.values():
            root = self._package.optional_xml(part) if kind in ("header", "footer") else None
            if root is None:
                continue
            marks = [element.get("string", "") for element in root.iter("{urn:schemas-microsoft-com:vml}textpath")]
            texts = [block.text for block in self._blocks(root) if isinstance(block, Block)]
            for text in marks + texts:
                if text.strip() and text not in seen:
                    seen.add(text)
                    yield text.strip()

    def _title(self) -> str:
        root = self._package.optional_xml("docProps/core.xml")
        title = root.find(_DC_TITLE) if root is not None else None
        return (title.text or "").strip() if title is not None else ""


def _lines(text: str, piece: Piece, style: Style, label: Label | None) -> Iterator[Block]:
    """Blocks of one paragraph: a manual line break starts a new one, except inside headings and centred lines."""
    outline = style.outline or None
    parts = [part.strip() for part in text.split("\n")]
    if outline or style.centred:
        parts = [" ".join(part for part in parts if part)]
    number, depth = (label.text, label.depth) if label else ("", None)
    for part in parts:
        if not part and not number:
            continue
        yield Block(
            part,
            size=piece.size,
            bold=piece.bold,
            centred=bool(style.centred),
            style=style.name,
            outline=outline,
            number=number,
            number_depth=depth,
            kind="contents" if style.contents or piece.contents else "text",
        )
        number, depth = "", None


def _trust_style(block: Block | RawTable) -> Block | RawTable:
    if isinstance(block, Block) and block.kind == "contents" and not Style(name=block.style).contents:
        return replace(block, kind="text")
    return block


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Rows of a table that were not deleted, content controls around them looked through."""
    for element in table:
        if element.tag == W + "tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in _CONTAINERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> list[etree._Element]:
    out: list[etree._Element] = []
    for element in row:
        if element.tag == W + "tc":
            out.append(element)
        elif element.tag in _CONTAINERS:
            out += _cells(element)
    return out


def _span(properties: etree._Element | None) -> int:
    return _count(properties.find(W + "gridSpan") if properties is not None else None, 1)


def _grid_skip(row: etree._Element, name: str) -> int:
    return _count(row.find(f"{W}trPr/{W}{name}"), 0)


def _count(element: etree._Element | None, default: int) -> int:
    value = element.get(W + "val", "") if element is not None else ""
    return min(int(value), _MAX_COLUMNS) if value.isdecimal() else default
