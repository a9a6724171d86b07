"""Text of plans and laws inside Streamlit's Markdown, so that nothing in it acts as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

_ACTS = re.compile(r"([!-/:-@\[-`{-~])")  # Markdown lets every ASCII punctuation mark be escaped
_ADDRESS = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=[-.\w+])(?=@[-\w])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JOINER = "\u2060"  # not seen; Markdown makes links of bare addresses however they are escaped
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Value = TypeVar("Value")


def plain(text: str) -> str:
    """The text on one Markdown line: punctuation escaped, line breaks to blanks."""
    flat = _ADDRESS.sub(_JOINER, " ".join(_CONTROL.sub("", text).split()))
    return _ACTS.sub(r"\\\1", flat)


def quoted(text: str) -> str:
    """The text as a Markdown quotation, its line breaks kept."""
    lines = [plain(line) for line in text.splitlines() if line.strip()]
    return "\n".join(f"> {line}  " for line in lines)


def cells(rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value | str]]:
    """Rows of a table: any table of a page can be saved as CSV, and no cell of that may be a formula."""
    return [{name: _cell(value) for name, value in row.items()} for row in rows]


def _cell(value: Value) -> Value | str:
    return f"{_JOINER}{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
