"""Picking the backend of a file by what is in it; the name decides only between kinds of text."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from checker.errors import InputError
from checker.reading.options import ReadOptions
from checker.reading.raw import RawDocument

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = "PDF、DOCX、DOC、HTML、Markdown、TXT"
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
)


def detect(data: bytes, name: str) -> str:
    """The format of a file by its first bytes: pdf docx doc zip html md txt. Raises E-EMPTY and E-KIND."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise InputError("E-EMPTY", f"“{name}”是空文件，请检查后重新选择。")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return "doc"
    for magic, what in _BINARY:
        if data.startswith(magic) and not (magic in (b"BM", b"MZ") and _is_text(data)):
            raise InputError("E-KIND", f"“{name}”是{what}，不是预案文件；请提供 {_KINDS} 文件。")
    if data.startswith(b"{\\rtf"):
        return "doc"
    if not _is_text(data):
        raise InputError("E-KIND", f"无法识别“{name}”的格式；请提供 {_KINDS} 文件。")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<div")) or b"<html" in head:
        return "html"
    return "md" if Path(name).suffix.lower() in (".md", ".markdown") else "txt"


def _is_text(data: bytes) -> bool:
    """Bytes without control characters that no text has; UTF-16 with its mark is text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:8192]
    odd = sum(b < 9 or 13 < b < 27 or 27 < b < 32 or b == 127 for b in sample)
    return odd <= 0.005 * len(sample)


def read_raw(path: Path, options: ReadOptions) -> RawDocument:
    """The blocks of a file. Raises InputError for what cannot be read."""
    if not path.exists():
        raise InputError("E-NOFILE", f"找不到文件“{path}”，请检查路径。")
    if path.is_dir():
        raise InputError("E-KIND", f"“{path}”是文件夹，请指定其中的预案文件。")
    size = path.stat().st_size
    if size > options.max_bytes:
        raise InputError(
            "E-SIZE", f"“{path.name}”有 {size >> 20} MB，超过 {options.max_bytes >> 20} MB 的上限，请拆分后再试。"
        )
    with path.open("rb") as stream:
        head = stream.read(65536)
    kind = detect(head, path.name)
    if kind == "zip":
        kind = _inside_zip(path)
    return _backend(kind)(path, options)


def _inside_zip(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
        raise InputError("E-DAMAGED", f"“{path.name}”已损坏，无法打开；请重新获取文件。") from error
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith(("xl/", "ppt/")) for n in names):
        raise InputError("E-KIND", f"“{path.name}”是表格或演示文稿，不是预案文件；请提供 {_KINDS} 文件。")
    return "archive"


_MODULES = {
    "pdf": "pdf",
    "docx": "docx",
    "doc": "doc",
    "archive": "archive",
    "html": "html",
    "md": "text",
    "txt": "text",
}


def _backend(kind: str) -> Callable[[Path, ReadOptions], RawDocument]:
    """The backend's `read_raw`; imported only now, so that text needs no PDF library."""
    module = importlib.import_module(f"checker.reading.{_MODULES[kind]}")
    reader: Callable[[Path, ReadOptions], RawDocument] = module.read_raw
    return reader
