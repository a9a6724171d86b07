"""Build the sample plans: `python corpora/samples/build.py` turns every src/*.md into a DOCX beside this file.

The output is the same byte for byte on every run with the same libraries: fixed dates in the core properties and in
the ZIP entries. A source is a text file, one paragraph a line, with this markup:

    ---  key: value  ---   front matter: title, author, date, header, numbering (merged, single or typed)
    = text                 title, centred            ! text    centred line          > text    right-aligned line
    # … ####               headings, numbered by Word as `numbering` says; `#-` … is a heading without a number
    @ text                 attachment heading, Word writes 附件1, 附件2 … before it
    - text                 list item, Word writes （1）（2） … before it, anew for every list
    % text                 caption of the table or figure below it
    | a | b |              table row, the first one is the header; a cell `^` joins the cell above
    [contents] [page]      table of contents (page numbers from src/NAME.pages), page break

numbering: merged — several plans in one file: `#` opens a plan and has no number, `##` is 1, `###` is 1.1;
single — one plan: `#` is 1, `##` is 1.1; typed — numbers stand in the text and headings are only bold, no styles.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
HEADINGS, ATTACHMENTS, LISTS = 101, 102, 103  # numbering ids; every list after the first takes the next free one
ATTACHMENT_STYLE = "附件标题"
LINE = re.compile(r"(?P<mark>#{1,4}-?|[=!>@%-]) (?P<text>.+)")


@dataclass(frozen=True)
class Source:
    """A parsed source: front matter and (mark, text) lines."""

    meta: dict[str, str]
    lines: tuple[tuple[str, str], ...]
    pages: tuple[str, ...]  # page number of each contents line


@dataclass
class Counter:
    """Repeats what Word's numbering will show, for the table of contents only."""

    merged: bool
    attachment: int = 0
    levels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def label(self, mark: str) -> str:
        if mark == "@":
            self.attachment += 1
            return f"附件{self.attachment}"
        level = len(mark.rstrip("-")) - 1
        if mark.endswith("-") and not (self.merged and level == 0):
            return ""
        self.levels[level] += 1
        self.levels[level + 1 :] = [0] * (3 - level)
        return ".".join(str(n) for n in self.levels[int(self.merged) : level + 1])


def read_source(path: Path) -> Source:
    """Parse one source file; a line without a mark is body text."""
    head, body = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
    meta = dict(line.split(": ", 1) for line in head.splitlines() if line)
    lines = []
    for line in filter(None, map(str.strip, body.splitlines())):
        found = LINE.fullmatch(line)
        if found:
            lines.append((found["mark"], found["text"]))
        else:
            lines.append((line[0] if line[0] in "|[" else "", line))
    pages = path.with_suffix(".pages")
    return Source(meta, tuple(lines), tuple(pages.read_text().split()) if pages.exists() else ())


def build(path: Path) -> bytes:
    """The DOCX of one source file."""
    source = read_source(path)
    document = Document()
    typed = source.meta["numbering"] == "typed"
    prepare_styles(document)
    prepare_page(document, source.meta)
    if not typed:
        add_numbering(document, merged=source.meta["numbering"] == "merged")
    prepare_properties(document, source.meta)
    Writer(document, source, typed).write()
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_dates(buffer.getvalue())


def set_fonts(style: object, east: str, size: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), east)


def prepare_styles(document: DocumentType) -> None:
    """Chinese fonts and sizes for the built-in styles, and the styles Word's template lacks."""
    styles = document.styles
    set_fonts(styles["Normal"], "宋体", 12)
    set_fonts(styles["Title"], "黑体", 22, bold=True)
    set_fonts(styles["Caption"], "黑体", 10.5)
    for level, size in enumerate((16, 14, 12, 12), start=1):
        set_fonts(styles[f"Heading {level}"], "黑体", size, bold=True)
    attachment = styles.add_style(ATTACHMENT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    attachment.base_style = styles["Heading 1"]
    for level in (1, 2):
        contents = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        contents.base_style = styles["Normal"]
        contents.paragraph_format.left_indent = Cm(0.8 * (level - 1))
        contents.paragraph_format.tab_stops.add_tab_stop(Cm(15.5), 2, 1)


def prepare_page(document: DocumentType, meta: dict[str, str]) -> None:
    """A4, running header, page number in the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    if meta.get("header"):
        section.header.paragraphs[0].text = meta["header"]
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("第 ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" 页")


def prepare_properties(document: DocumentType, meta: dict[str, str]) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = meta["title"], meta["author"], ""
    properties.last_modified_by, properties.revision = meta["author"], 1
    properties.created = properties.modified = datetime.fromisoformat(meta["date"])


def add_numbering(document: DocumentType, *, merged: bool) -> None:
    """A multilevel list bound to the heading styles, one for attachments, one for list items."""
    levels = []
    for level in range(4):
        shown = range(1, level + 1) if merged else range(level + 1)
        text = ".".join(f"%{i + 1}" for i in shown)
        levels.append(level_xml(level, "decimal" if text else "none", text, f"Heading{level + 1}"))
    define_list(document, HEADINGS, "multilevel", levels)
    define_list(document, ATTACHMENTS, "singleLevel", [level_xml(0, "decimal", "附件%1", ATTACHMENT_STYLE)])
    define_list(document, LISTS, "singleLevel", [level_xml(0, "decimal", "（%1）", "")])
    for level in range(4):
        number_style(document, f"Heading {level + 1}", HEADINGS, level)
    number_style(document, ATTACHMENT_STYLE, ATTACHMENTS, 0)


def level_xml(level: int, fmt: str, text: str, style: str) -> str:
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    suffix = "space" if text and style else "nothing"
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{bound}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def define_list(document: DocumentType, number: int, kind: str, levels: list[str]) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{kind}"/>{"".join(levels)}</w:abstractNum>'
    )
    numbering.find(qn("w:num")).addprevious(abstract)  # the schema wants every abstractNum before the first num
    numbering.append(num_xml(number, number))


def num_xml(number: int, abstract: int, restart: bool = False) -> object:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    return parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
    )


def number_style(document: DocumentType, style: str, number: int, level: int) -> None:
    set_number(document.styles[style].element.get_or_add_pPr(), number, level)


def set_number(properties: object, number: int, level: int = 0) -> None:
    num = properties.get_or_add_numPr()
    num.get_or_add_ilvl().val = level
    num.get_or_add_numId().val = number


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """A complex field with a ready result."""
    add_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    add_mark(paragraph, "separate")
    if result:
        paragraph.add_run(result)
        add_mark(paragraph, "end")


def add_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


class Writer:
    """Writes the lines of one source into a document."""

    def __init__(self, document: DocumentType, source: Source, typed: bool) -> None:
        self.document = document
        self.source = source
        self.typed = typed
        self.next_list = LISTS
        self.listing = False

    def write(self) -> None:
        rows: list[list[str]] = []
        for mark, text in (*self.source.lines, ("", "")):
            if mark == "|":
                rows.append([cell.strip() for cell in text.strip("|").split("|")])
                continue
            if rows:
                self.table(rows)
                rows = []
            self.line(mark, text)

    def line(self, mark: str, text: str) -> None:
        if mark == "-":
            self.item(text)
            return
        self.listing = False
        if mark.startswith("#") or mark == "@":
            self.heading(mark, text)
        elif mark == "[":
            self.contents() if text == "[contents]" else self.document.add_paragraph().add_run().add_break(
                WD_BREAK.PAGE
            )
        elif mark in ("=", "!", ">", "%"):
            style = {"=": "Title", "%": "Caption"}.get(mark, "Normal")
            align = WD_ALIGN_PARAGRAPH.RIGHT if mark == ">" else WD_ALIGN_PARAGRAPH.CENTER
            self.document.add_paragraph(text, style).alignment = align
        elif text:
            self.document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)

    def heading(self, mark: str, text: str) -> None:
        level = len(mark.rstrip("-")) if mark != "@" else 1
        if self.typed:
            self.document.add_paragraph().add_run(text).bold = True
            return
        style = ATTACHMENT_STYLE if mark == "@" else f"Heading {level}"
        paragraph = self.document.add_paragraph(text, style)
        if mark.endswith("-"):
            set_number(paragraph._p.get_or_add_pPr(), 0)  # 0 takes the style's numbering away

    def item(self, text: str) -> None:
        if not self.listing:
            self.listing = True
            if self.next_list > LISTS:
                numbering = self.document.part.numbering_part.element
                numbering.append(num_xml(self.next_list, LISTS, restart=True))
            self.next_list += 1
        paragraph = self.document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(24)
        set_number(paragraph._p.get_or_add_pPr(), self.next_list - 1)

    def table(self, rows: list[list[str]]) -> None:
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for r, row in enumerate(rows):
            if len(row) != len(rows[0]):
                raise ValueError(f"table row has {len(row)} cells, its header {len(rows[0])}: {row}")
            for c, text in enumerate(row):
                cell = table.cell(r, c)
                if text == "^":
                    table.cell(r - 1, c).merge(cell)
                    continue
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.bold = Pt(10.5), r == 0
        flag = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(flag)
        self.document.add_paragraph()

    def contents(self) -> None:
        """A TOC field whose result is already there."""
        entries = list(contents_lines(self.source))
        pages = self.source.pages
        if len(pages) != len(entries):  # no page numbers are better than wrong ones
            sys.stderr.write(f"{self.source.meta['title']}: no page numbers, src/*.pages does not fit the headings\n")
            pages = ("",) * len(entries)
        for i, ((level, text), page) in enumerate(zip(entries, pages, strict=True)):
            paragraph = self.document.add_paragraph(style=f"toc {level}")
            if i == 0:
                add_field(paragraph, r'TOC \o "1-2" \h \z \u', "")
            paragraph.add_run(f"{text}\t{page}")
            if i == len(entries) - 1:
                add_mark(paragraph, "end")


def contents_lines(source: Source) -> Iterator[tuple[int, str]]:
    """(level, text) of the headings that the table of contents lists."""
    counter = Counter(source.meta["numbering"] == "merged")
    for mark, text in source.lines:
        if mark.startswith("#") or mark == "@":
            label = counter.label(mark)
            level = 1 if mark == "@" else len(mark.rstrip("-"))
            if level <= 2:
                yield level, f"{label} {text}".strip()


def with_fixed_dates(data: bytes) -> bytes:
    """The same ZIP with every entry dated 1980-01-01, so that the bytes do not depend on the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> None:
    for path in sorted((HERE / "src").glob("*.md")):
        target = HERE / f"{path.stem}.docx"
        target.write_bytes(build(path))
        sys.stdout.write(f"{target.name}\n")


if __name__ == "__main__":
    main()
