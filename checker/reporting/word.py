"""Pieces every Word output is made of; text of plans is cleaned on its way in and is never anything but text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from checker.reporting.view import clean

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
GREY = RGBColor(0x5A, 0x66, 0x75)


def new_document(*, landscape: bool = False) -> DocumentType:
    """An A4 document in our fonts."""
    document = Document()
    _prepare(document)
    if landscape:
        section = document.sections[0]
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(1.8)
    _page_numbers(document)
    return document


def _page_numbers(document: DocumentType) -> None:
    """「第 2 页 共 9 页」 under every page: what is signed must not lose a sheet."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, field in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        _grey(paragraph.add_run(before))
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            paragraph._p.append(simple)


def saved(document: DocumentType) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _prepare(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    for style, font, size in (
        ("Normal", BODY_FONT, 11),
        ("Title", HEAD_FONT, 18),
        ("Heading 1", HEAD_FONT, 14),
        ("Heading 2", HEAD_FONT, 12),
    ):
        chosen = document.styles[style]
        chosen.font.size, chosen.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        chosen.font.name = font
        fonts = chosen.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(name), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # a theme font would win over the name


def labelled(document: DocumentType, label: str, value: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{label}：").bold = True
    paragraph.add_run(clean(value))
    return paragraph


def note(document: DocumentType, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    _grey(paragraph.add_run(clean(text)))


def _grey(run: Run) -> None:
    run.font.size, run.font.color.rgb = Pt(9), GREY


def table(document: DocumentType, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A grid whose head is repeated on every page."""
    made = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(made.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(text)
    return made


def widths(made: Table, centimetres: Sequence[float], size: float = 9) -> None:
    """Fix the widths of the columns and the size of the letters."""
    made.autofit = False
    for column, width in zip(made.columns, centimetres, strict=True):
        column.width = Cm(width)  # LibreOffice goes by the grid, Word by the cells
    for row in made.rows:
        unbroken = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(unbroken)
        for cell, width in zip(row.cells, centimetres, strict=True):
            cell.width = Cm(width)
            _small(cell, size)


def _small(cell: _Cell, size: float) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        for run in paragraph.runs:
            run.font.size = Pt(size)
