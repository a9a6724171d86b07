"""HTML as government sites serve it: the article is kept, navigation, share bars and scripts are dropped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from checker.errors import InputError
from checker.reading.options import ReadOptions
from checker.reading.raw import Block, RawDocument, RawTable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROP = {
    "script",
    "style",
    "noscript",
    "iframe",
    "select",
    "button",
    "form",
    "nav",
    "footer",
    "header",
    "svg",
    "head",
    "input",
    "template",
}
_BLOCKS = {
    *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "body", "center", "pre"),
    *("table", "thead", "tbody", "tr", "td", "th", "caption", "ul", "ol", "dl", "dd", "dt", "blockquote"),
    *("figure", "figcaption"),
}
_CHROME = re.compile(
    r"share|breadcrumb|crumb|nav|menu|footer|header|sidebar|qrcode|print|toolbar|position|topbar|login|search|copyright|weizhi",
    re.I,
)
_META_NAMES = ("PubDate", "ArticleTitle", "ContentSource", "SiteName")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(px|pt|em|rem)?", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def decode(data: bytes) -> str:
    """Bytes of a page as text, by its own charset, else UTF-8 or GB18030."""
    match = _CHARSET.search(data[:4096])
    named = match.group(1).decode("ascii").lower() if match else "utf-8"
    names = ["utf-8", "gb18030" if named in ("gb2312", "gbk", "gb18030") else named, "gb18030"]
    for name in names if named.startswith("utf") else names[1:] + names[:1]:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """An HTML page as blocks of its article; its publication date is handed over as a note."""
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    text = decode(path.read_bytes())
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("E-DAMAGED", f"网页“{path.name}”无法解析，请重新保存网页后再试。") from error
    meta = {m.get("name", "").lower(): (m.get("content") or "").strip() for m in root.iter("meta")}
    title = " ".join((root.findtext(".//title") or "").split())
    _strip_chrome(root)
    main = _article(root)
    blocks: list[Block | RawTable] = []
    _walk(main, blocks)
    blocks = _merge_runs(blocks)
    notes = [
        Block(f"{name}：{meta[name.lower()]}", kind="note", style="meta")
        for name in _META_NAMES
        if meta.get(name.lower())
    ]
    return RawDocument("html", (*notes, *blocks), title=meta.get("articletitle") or title)


def fragment_rows(markup: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table written as an HTML fragment, spans repeated."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    table = root.find(".//table")
    return table_rows(table) if table is not None else ()


def table_rows(table: HtmlElement) -> tuple[tuple[str, ...], ...]:
    """Rows of cell texts; a cell over several columns or rows is repeated in each."""
    grid: list[list[str]] = []
    hanging: dict[tuple[int, int], str] = {}
    rows = [r for r in table.iter("tr") if next((a for a in r.iterancestors("table")), None) is table]
    for y, row in enumerate(rows):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while (y, len(cells)) in hanging:
                cells.append(hanging.pop((y, len(cells))))
            text = " ".join("".join(cell.itertext()).split())
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(across):
                for below in range(1, down):
                    hanging[(y + below, len(cells))] = text
                cells.append(text)
        while (y, len(cells)) in hanging:
            cells.append(hanging.pop((y, len(cells))))
        if cells:
            grid.append(cells)
    return tuple(tuple(row) for row in grid)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 60) if value.isdigit() and int(value) > 0 else 1


def _strip_chrome(root: HtmlElement) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        mark = f"{element.get('class', '')} {element.get('id', '')}"
        hidden = "display:none" in (element.get("style") or "").replace(" ", "").lower()
        chrome = (
            element.tag in ("div", "ul", "span")
            and _CHROME.search(mark)
            and len(_HAN.findall(element.text_content())) < 400
        )
        if (element.tag in _DROP or hidden or chrome) and element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _article(root: HtmlElement) -> HtmlElement:
    """The smallest element that still holds most of the page's paragraphs' Han characters."""
    body = root.find("body")
    current: HtmlElement = body if body is not None else root
    total = len(_HAN.findall(current.text_content()))
    while True:
        children = [
            c
            for c in current
            if isinstance(c.tag, str) and c.tag in _BLOCKS and c.tag not in ("p", "td", "tr", "table", "tbody")
        ]
        best = max(children, key=lambda c: len(_HAN.findall(c.text_content())), default=None)
        if best is None or len(_HAN.findall(best.text_content())) < 0.85 * total:
            return current
        current = best


def _walk(element: HtmlElement, out: list[Block | RawTable]) -> None:
    if element.tag == "table" and _is_data_table(element):
        rows = table_rows(element)
        if rows:
            out.append(RawTable(rows))
        return
    inline: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            inline.append(child.tail or "")
            continue
        if child.tag == "br":
            _emit(element, inline, out)
        elif child.tag in _BLOCKS or child.find(".//p") is not None or child.find(".//table") is not None:
            _emit(element, inline, out)
            _walk(child, out)
        elif child.find(".//br") is not None:
            parts = _split_at_breaks(child)
            for part in parts[:-1]:
                inline.append(part)
                _emit(element, inline, out)
            inline.append(parts[-1])
        else:
            inline.append(child.text_content())
        inline.append(child.tail or "")
    _emit(element, inline, out)


def _split_at_breaks(element: HtmlElement) -> list[str]:
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "br":
            parts.append("")
        elif isinstance(child.tag, str):
            parts[-1] += child.text or ""
        parts[-1] += child.tail or ""
    return parts


def _is_data_table(table: HtmlElement) -> bool:
    """A table that lays out the page holds whole paragraphs in one cell; a data table has rows of several cells."""
    rows = table_rows(table)
    longest = max((len(c) for r in rows for c in r), default=0)
    return len(rows) >= 2 and max(len(r) for r in rows) >= 2 and longest < 1500


def _emit(element: HtmlElement, inline: list[str], out: list[Block | RawTable]) -> None:
    text = re.sub(r"[ \t\r\n]+", " ", "".join(inline)).strip()
    inline.clear()
    if not text.strip("\u3000\xa0 "):
        return
    style = (element.get("style") or "").replace(" ", "").lower()
    level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else None
    strong = "".join("".join(s.itertext()) for s in element.iter("strong", "b"))
    bold = (
        bool(strong.strip())
        and len(strong.split())
        and len("".join(strong.split())) >= 0.9 * len("".join(text.split()))
    )
    centred = "text-align:center" in style or element.get("align") == "center" or element.tag == "center"
    sizes = [
        float(m.group(1))
        for e in (element, *element.iterdescendants("span"))
        if (m := _SIZE.search(e.get("style") or ""))
    ]
    out.append(
        Block(
            text, size=sizes[-1] if sizes else None, bold=bool(bold), centred=centred, style=element.tag, outline=level
        )
    )


def _merge_runs(blocks: list[Block | RawTable]) -> list[Block | RawTable]:
    """Drop what stands in front of the article's own title when a bar of page furniture survived."""
    furniture = re.compile(
        r"^(?:当前位置|您的位置|首页|字体|字号|【?字体|打印|分享|浏览次数|来源|扫一扫|下载|关闭|发布日期|发布时间|日期|时间)[：:\s】>]"
    )
    out: list[Block | RawTable] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Block) and index < 25 and len(block.text) < 60 and furniture.match(block.text):
            out.append(Block(block.text, kind="note", style="chrome"))
            continue
        out.append(block)
    return out
