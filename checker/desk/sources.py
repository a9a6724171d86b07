"""Reading official texts for the knowledge base: the readers of plans, without their notion of a plan."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.errors import InputError
from checker.reading.backends import read_raw
from checker.reading.options import ReadOptions
from checker.reading.raw import Block
from kb.errors import SourceError
from kb.texts.models import SourceLine, SourceText


def read_source(path: Path) -> SourceText:
    """A PDF, Word, HTML, Markdown or text file as lines. Raises InputError for what can not be read."""
    raw = read_raw(path, ReadOptions())
    lines: list[SourceLine] = []
    for block in raw.blocks:
        if isinstance(block, Block):
            text = f"{block.number} {block.text}".strip() if block.number else block.text
            lines += [SourceLine(text=t, page=block.page, heading=block.outline is not None) for t in text.split("\n")]
        else:
            lines += [SourceLine(text="", page=block.page, cells=row) for row in block.rows]
    return SourceText(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        lines=tuple(lines),
        warnings=tuple(raw.warnings),
    )


def read_for_page(path: Path) -> SourceText:
    """The same for the pages of the knowledge base, which know only its own errors."""
    try:
        return read_source(path)
    except InputError as error:
        raise SourceError(str(error)) from error
