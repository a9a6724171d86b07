"""Opening a PDF that may be empty, damaged, encrypted or no PDF at all; its bookmarks and title."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
from pypdf.errors import DependencyError, PyPdfError

from checker.errors import InputError
from checker.reading.options import ReadOptions

_MAX_BOOKMARKS = 5000
_MAX_REPAIR = 50 * 1024 * 1024  # bytes: pypdf takes seconds for larger files
_SPACE = re.compile(r"\s+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# what pypdf lets through on malformed files besides its own errors (LookupError: keys and indices; RuntimeError:
# recursion and what it does not implement; DependencyError: AES, for which it wants a package we do without)
PYPDF_FAILURES = (
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def open_pdf(path: Path, options: ReadOptions) -> pdfium.PdfDocument:
    """An open document; the caller closes it. Errors: E-EMPTY, E-KIND, E-DAMAGED, E-ENCRYPTED, E-TOO-LARGE."""
    _check_file(path, options)
    try:
        document = pdfium.PdfDocument(path)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("E-ENCRYPTED", "PDF 设有打开密码；请取消密码后再试") from error
        document, count = _repaired(path)
    if count > options.max_pages:
        document.close()
        raise InputError("E-TOO-LARGE", f"PDF 共 {count} 页，超过上限 {options.max_pages} 页；请拆分后再试")
    if count == 0:
        document.close()
        raise InputError("E-EMPTY", "PDF 里没有页面；请重新导出或重新下载")
    return document


def _check_file(path: Path, options: ReadOptions) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError as error:
        raise InputError("E-DAMAGED", f"文件打不开：{path.name}；请检查路径和权限") from error
    if not size:
        raise InputError("E-EMPTY", f"文件是空的：{path.name}；请重新导出或重新下载")
    if size > options.max_bytes:
        raise InputError("E-TOO-LARGE", f"文件超过 {options.max_bytes // 2**20} MB，未读取；请拆分后再试")
    if b"%PDF" not in head:
        raise InputError("E-KIND", f"{path.name} 不是 PDF 文件（扩展名与内容不符）；请改回正确的扩展名")


def _repaired(path: Path) -> tuple[pdfium.PdfDocument, int]:
    """The file rewritten by pypdf, which finds pages where pdfium gives up."""
    damaged = InputError("E-DAMAGED", "PDF 已损坏，无法打开；请重新导出或重新下载")
    if path.stat().st_size > _MAX_REPAIR:
        raise damaged
    try:
        with quiet():
            reader = pypdf.PdfReader(path, strict=False)
            if reader.is_encrypted:
                raise InputError("E-ENCRYPTED", "PDF 被加密；请取消密码后再试")
            writer = pypdf.PdfWriter()
            for page in reader.pages:
                writer.add_page(page)
            buffer = io.BytesIO()
            writer.write(buffer)
        document = pdfium.PdfDocument(buffer.getvalue())
        return document, len(document)
    except (*PYPDF_FAILURES, pdfium.PdfiumError) as error:
        raise damaged from error


def read_title(path: Path) -> str:
    """Title by the file's own metadata, "" when there is none in Chinese (tools write file names there)."""
    try:
        with quiet(), path.open("rb") as stream:
            metadata = pypdf.PdfReader(stream, strict=False).metadata
            title = (metadata.title or "") if metadata else ""
    except PYPDF_FAILURES:
        return ""
    return title.strip() if _HAN.search(title) else ""


def read_bookmarks(document: pdfium.PdfDocument) -> dict[int, dict[str, int]]:
    """Page number → title without white space → level, 1 the top."""
    out: dict[int, dict[str, int]] = {}
    for count, bookmark in enumerate(document.get_toc(max_depth=9)):
        if count >= _MAX_BOOKMARKS:
            break
        try:
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            title = _SPACE.sub("", bookmark.get_title())
        except (pdfium.PdfiumError, ValueError):
            continue
        if index is not None and title:
            out.setdefault(index + 1, {}).setdefault(title, bookmark.level + 1)
    return out


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """pypdf reports every flaw of a file on the log; the user gets one line of ours instead."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
