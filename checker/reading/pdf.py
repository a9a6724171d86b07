"""PDF → RawDocument: lines with places, ruled tables, running heads apart, pages that cannot be trusted named.

pdfium gives text, places, drawings and bookmarks; pypdf the metadata, and it rewrites files pdfium cannot open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from checker.errors import InputError
from checker.plan import Unreadable
from checker.reading import ocr
from checker.reading.options import ReadOptions
from checker.reading.pdf_file import open_pdf, read_bookmarks, read_title
from checker.reading.pdf_furniture import find_furniture
from checker.reading.pdf_joining import join_tables
from checker.reading.pdf_mappings import rewritten
from checker.reading.pdf_order import in_reading_order, is_centred, text_edges
from checker.reading.pdf_page import Drawing, Line, PageReader
from checker.reading.pdf_tables import cell_texts, find_grids
from checker.reading.raw import Block, RawDocument, RawTable
from checker.reading.readability import alien_share, is_picture, judge_page

_SUSPECT = 0.01  # share of alien characters from which a second look pays
_WATCH = 4  # pages after which that is looked at
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Page:
    """A page as read; `lines` are those outside tables."""

    number: int
    width: float = 0.0
    height: float = 0.0
    lines: list[Line] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    failed: bool = False

    @property
    def text(self) -> str:
        cells = [cell for table in self.tables for row in table.rows for cell in row]
        return "".join([line.text for line in self.lines] + cells)


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """Read a PDF. Errors: E-EMPTY, E-KIND, E-DAMAGED, E-ENCRYPTED, E-TOO-LARGE, E-NO-TEXT."""
    document = open_pdf(path, options)
    try:
        bookmarks = read_bookmarks(document)
        pages = _read_pages(document, 0, options, watch=True)
        if _suspect(pages):
            pages = _read_mended(path, pages, options) or pages
            pages += _read_pages(document, len(pages), options, watch=False)
    finally:
        document.close()
    return _assemble(pages, bookmarks, path, options)


def _read_pages(document: pdfium.PdfDocument, start: int, options: ReadOptions, *, watch: bool) -> list[_Page]:
    """Pages from index `start`; with `watch` no further than it takes to see that font mappings are broken."""
    count = len(document)
    pages: list[_Page] = []
    for index in range(start, count):
        pages.append(_read_page(document, index))
        if options.progress:
            options.progress(index + 1, count, "读取")
        if watch and len(pages) % _WATCH == 0 and _suspect(pages[-_WATCH:]):
            break
    return pages


def _suspect(pages: list[_Page]) -> bool:
    return alien_share("".join(page.text for page in pages)) > _SUSPECT


def _read_mended(path: Path, pages: list[_Page], options: ReadOptions) -> list[_Page]:
    """All pages read with mended font mappings; none where that does not make the `pages` read so far better."""
    data = rewritten(path)
    if data is None:
        return []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return []
    try:
        mended = _read_pages(document, 0, options, watch=False)
    finally:
        document.close()
    before = alien_share("".join(page.text for page in pages))
    after = alien_share("".join(page.text for page in mended[: len(pages)]))
    return mended if after < before / 2 else []


def _read_page(document: pdfium.PdfDocument, index: int) -> _Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _Page(index + 1, failed=True)
    try:
        reader = PageReader(page)
    except pdfium.PdfiumError:
        page.close()
        return _Page(index + 1, failed=True)
    try:
        return _look(reader, index + 1)
    finally:
        reader.close()
        page.close()


def _look(reader: PageReader, number: int) -> _Page:
    lines = reader.lines(reader.text())
    drawing = reader.drawing()
    tables: list[RawTable] = []
    for grid in find_grids(drawing):
        inside = [line for line in lines if grid.holds(line)]
        if not inside:
            continue
        rows = cell_texts(grid, inside, reader)
        lines = [line for line in lines if not grid.holds(line)]
        tables.append(RawTable(rows, number, (number,) * len(rows), grid.bbox))
    lines = in_reading_order(lines, reader.width)
    return _Page(number, reader.width, reader.height, lines, tables, drawing)


def _assemble(
    pages: list[_Page], bookmarks: dict[int, dict[str, int]], path: Path, options: ReadOptions
) -> RawDocument:
    apart = _set_apart(pages)
    pictures = [page.number for page in pages if is_picture(page.text, page.drawing.picture_share)]
    among_scans = len(pictures) * 2 > sum(1 for page in pages if page.text or page.drawing.picture_share)
    defects = {page.number: defect for page in pages if (defect := _judge(page, among_scans=among_scans))}
    recognised = _recognise(pages, defects, path, options)
    if recognised:
        apart = {number: words for number, words in apart.items() if number not in defects}
        apart |= {number: words for number, words in _set_apart(pages).items() if words}
    unreadable = tuple(defect for number, defect in defects.items() if number not in recognised)
    lost = {defect.page for defect in unreadable}
    blocks = join_tables(
        [
            block
            for page in pages
            if page.number not in lost
            for block in _page_blocks(page, bookmarks.get(page.number, {}))
        ]
    )
    if not blocks:
        raise _no_text(unreadable, options)
    return RawDocument(
        format="pdf",
        blocks=tuple(blocks),
        pages=len(pages),
        unreadable=unreadable,
        ocr_pages=tuple(recognised),
        furniture=tuple(dict.fromkeys(word for words in apart.values() for word in words)),
        warnings=_warnings([number for number in pictures if number not in defects], unreadable, options),
        title=read_title(path),
    )


def _set_apart(pages: list[_Page]) -> dict[int, list[str]]:
    """Take running heads, feet and watermarks out of the pages; their words by page number."""
    apart = find_furniture({page.number: (page.height, page.lines) for page in pages if not page.failed})
    words: dict[int, list[str]] = {}
    for page in pages:
        hidden = apart.get(page.number, set())
        words[page.number] = [page.lines[i].text for i in sorted(hidden)]
        page.lines = [line for i, line in enumerate(page.lines) if i not in hidden]
    return words


def _recognise(pages: list[_Page], defects: dict[int, Unreadable], path: Path, options: ReadOptions) -> list[int]:
    """Put recognised lines in place of what could not be read; the numbers of the pages where that worked."""
    if not defects or not options.ocr or not ocr.available():
        return []
    wanted = [number for number, defect in defects.items() if defect.reason != "failed"]
    found = ocr.read_pages(path, wanted, options.progress)
    for number, lines in found.items():
        if lines:
            pages[number - 1].lines, pages[number - 1].tables = lines, []
    return [number for number, lines in found.items() if lines]


def _judge(page: _Page, *, among_scans: bool) -> Unreadable | None:
    if page.failed:
        return Unreadable(page.number, "failed")
    return judge_page(page.number, page.text, page.drawing.picture_share, page.drawing.paths, among_scans=among_scans)


def _page_blocks(page: _Page, outline: dict[str, int]) -> list[Block | RawTable]:
    """Lines and tables of a page, tables where they stand."""
    edges = text_edges(page.lines)
    tables = sorted(page.tables, key=_top)
    out: list[Block | RawTable] = []
    for line in page.lines:
        while tables and _top(tables[0]) <= line.top:
            out.append(tables.pop(0))
        out.append(
            Block(
                line.text,
                page=page.number,
                bbox=line.bbox,
                page_width=page.width,
                size=round(line.size, 1),
                bold=line.bold,
                centred=is_centred(line, edges, page.width),
                style=line.font,
                outline=outline.get(_SPACE.sub("", line.text)) if outline else None,
                wrapped=True,
            )
        )
    return out + list(tables)


def _top(table: RawTable) -> float:
    return table.bbox[1] if table.bbox else 0.0


def _advice(options: ReadOptions) -> str:
    """What to do about pages without text: it depends on whether OCR is there, and whether the user turned it off."""
    if not ocr.available():
        return "请安装文字识别组件 pip install plancheck[ocr]，或提供文字版 PDF"
    return "识别后仍然读不出，请提供文字版 PDF" if options.ocr else "请打开文字识别后重查，或提供文字版 PDF"


def _warnings(figures: list[int], unreadable: tuple[Unreadable, ...], options: ReadOptions) -> tuple[str, ...]:
    out = []
    if figures:
        out.append(f"第 {_list(figures)} 页主要是插图，图中的文字没有读取")
    if unreadable:
        out.append(f"第 {_list([u.page for u in unreadable])} 页无法读取（扫描或乱码）；{_advice(options)}")
    return tuple(out)


def _list(numbers: list[int]) -> str:
    """Page numbers for people: 1、3–8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _no_text(unreadable: tuple[Unreadable, ...], options: ReadOptions) -> InputError:
    if not unreadable:
        return InputError("E-EMPTY", "PDF 里只有空白页，没有文字；请检查文件是否正确")
    why = "都是扫描图片" if all(u.reason == "scanned" for u in unreadable) else "都无法正确提取文字（扫描或乱码）"
    return InputError("E-NO-TEXT", f"PDF 第 {_list([u.page for u in unreadable])} 页{why}；{_advice(options)}")
