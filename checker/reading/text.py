"""TXT and Markdown: lines of text in UTF-8 or GB18030, pipe and HTML tables, `#` headings, page marks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from checker.errors import InputError
from checker.reading import watermark
from checker.reading.html import fragment_rows
from checker.reading.options import ReadOptions
from checker.reading.raw import Block, RawDocument, RawTable

_PAGE_MARK = re.compile(
    r"^\s*(?:[=\-—#*_]{2,}\s*(?:第\s*(\d+)\s*页|[Pp]age\s*(\d+))[^\n]{0,20}?[=\-—#*_]*|<!--\s*page\s*(\d+)\s*-->)\s*$"
)
_HASHES = re.compile(r"^\s{0,3}(#{1,6})[ \t　]+(.*?)\s*#*\s*$")
_RULE_ROW = re.compile(r"^\|[\s:|\-—]+\|?$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_EMPHASIS = re.compile(r"^\s*(\*\*|__)(.+?)\1\s*$")
_TABLE_TAG = re.compile(r"<table.*?</table\s*>", re.S | re.I)
_TAG = re.compile(r"</?(?:html|body|div|span|p|br|center|b|strong|sup|sub)[^>]{0,60}>", re.I)
_LEADERS = re.compile(r"[.·…⋯]{4}|…{2}")
_ENDS = tuple("。；！？：;!?:.”）)》")
_TEXT_CODECS = ("utf-8-sig", "gb18030", "utf-16", "big5")


def decode(data: bytes, name: str) -> str:
    """Bytes of a text file as text: UTF-8 (with or without mark), UTF-16 with mark, GB18030, Big5."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for codec in _TEXT_CODECS:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise InputError("E-ENCODING", f"“{name}”的文字编码无法识别，请另存为 UTF-8 后再试。")


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """A TXT or Markdown file as blocks."""
    suffix = path.suffix.lower()
    return parse(decode(path.read_bytes(), path.name), "md" if suffix in (".md", ".markdown") else "txt")


def parse(text: str, format_: str = "txt") -> RawDocument:
    """Text as blocks: one per line, tables as tables; `wrapped` where lines are cut at a fixed width."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\x0c\n")
    lines = _cut_html_tables(text).split("\n") if "<table" in text else text.split("\n")
    lines, marked = watermark.remove(lines) if format_ == "txt" else (lines, 0)
    wrapped = is_hard_wrapped(lines)
    blocks: list[Block | RawTable] = []
    rows: list[tuple[str, ...]] = []
    page: int | None = None
    last_page = 0
    for line in lines:
        mark = _PAGE_MARK.match(line)
        if line == "\x0c" or mark:
            _flush(rows, blocks, page)
            page = int(next(g for g in mark.groups() if g)) if mark else (page or 1) + 1
            last_page = max(last_page, page)
            continue
        stripped = line.strip()
        if stripped.startswith("|") and stripped.count("|") >= 2:
            if not _RULE_ROW.match(stripped):
                rows.append(_cells(stripped))
            continue
        if stripped.startswith("<table"):
            _flush(rows, blocks, page)
            table = fragment_rows(stripped)
            if table:
                blocks.append(RawTable(table, page))
            continue
        _flush(rows, blocks, page)
        blocks.append(_block(line, page, wrapped))
    _flush(rows, blocks, page)
    warnings = (f"正文中夹有水印数字，已从 {marked} 行中剔除，引文在剔除处截断。",) if marked else ()
    return RawDocument(format_, tuple(blocks), pages=last_page or None, warnings=warnings)


def _cut_html_tables(text: str) -> str:
    return (
        _TAG.sub("", _TABLE_TAG.sub(lambda m: "\n" + m.group(0).replace("\n", " ") + "\n", text))
        if ("<table" in text)
        else text
    )


def _cells(line: str) -> tuple[str, ...]:
    return tuple(c.strip() for c in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _flush(rows: list[tuple[str, ...]], blocks: list[Block | RawTable], page: int | None) -> None:
    if rows:
        blocks.append(RawTable(tuple(rows), page, tuple(page for _ in rows)))
        rows.clear()


def _block(line: str, page: int | None, wrapped: bool) -> Block:
    line = _IMAGE.sub("", line)
    hashes = _HASHES.match(line)
    if hashes:
        return Block(hashes.group(2).strip("* "), page, outline=len(hashes.group(1)), style="#")
    emphasis = _EMPHASIS.match(line)
    if emphasis:
        return Block(emphasis.group(2), page, bold=True)
    return Block(line.rstrip(), page, wrapped=wrapped)


def width(text: str) -> int:
    """Columns the text takes up in a fixed-width font: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) if not text.isascii() else len(text)


def is_hard_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs were cut into lines of about the same width, as text taken from a PDF is."""
    widths = [
        (width(s), s)
        for s in (line.strip() for line in lines)
        if s and not s.startswith(("|", "#", "=")) and not _LEADERS.search(s)
    ]
    if len(widths) < 12:
        return False
    ordered = sorted(w for w, _ in widths)
    full = ordered[int(len(ordered) * 0.95)]
    if not 40 <= full <= 130:
        return False
    long_lines = [s for w, s in widths if w >= 0.85 * full]
    open_ended = sum(not s.endswith(_ENDS) for s in long_lines)
    return len(long_lines) >= 0.15 * len(widths) and open_ended >= 0.5 * len(long_lines)
