"""Text of plans and laws inside Streamlit's Markdown, so that nothing in it acts as Markdown or HTML."""

from __future__ import annotations

import re

_ACTS = re.compile(r"([!-/:-@\[-`{-~])")  # Markdown lets every ASCII punctuation mark be escaped
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text on one Markdown line: punctuation escaped, line breaks to blanks."""
    return _ACTS.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def quoted(text: str) -> str:
    """The text as a Markdown quotation, its line breaks kept."""
    lines = [plain(line) for line in text.splitlines() if line.strip()]
    return "\n".join(f"> {line}  " for line in lines)
