"""Reading a file into a Plan."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.errors import InputError
from checker.plan import Plan
from checker.reading.options import ReadOptions

__all__ = ["ReadOptions", "read", "read_text"]


def read(path: Path | str, options: ReadOptions | None = None) -> Plan:
    """The plan in a file (PDF, DOCX, DOC, HTML, Markdown, TXT). Raises InputError for what cannot be used."""
    from checker.reading.backends import read_raw
    from checker.reading.build import build

    path = Path(path)
    options = options or ReadOptions()
    raw = read_raw(path, options)
    plan = build(raw, path.name, _digest(path), options)
    if not plan.paragraphs and not plan.source.unreadable_pages:
        raise InputError("E-EMPTY", f"“{path.name}”里没有文字，请检查文件内容。")
    return plan


def read_text(text: str, name: str = "文本", options: ReadOptions | None = None) -> Plan:
    """The plan in a string, read as Markdown or plain text."""
    from checker.reading.build import build
    from checker.reading.text import parse

    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return build(parse(text), name, digest, options or ReadOptions())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
