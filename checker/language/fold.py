"""Folding text one character to one, so that offsets never move."""

from __future__ import annotations

_PAIRS = {
    "\u3000": " ",
    "\u00a0": " ",
    "“": '"',
    "”": '"',
    "„": '"',
    "＂": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "–": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "～": "~",
    "〜": "~",
    "【": "[",
    "】": "]",
    "〔": "(",
    "〕": ")",
    "﹒": ".",
    "•": "·",
    "・": "·",
    "㎝": "c",
    "〇": "零",
    "○": "零",
    "∶": ":",
    "︰": ":",
}
_TABLE = {ord(k): v for k, v in _PAIRS.items()}
_TABLE.update(dict.fromkeys(range(57344, 63744), "·"))  # symbol-font bullets
_TABLE.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _PAIRS})

_SPECIAL = {
    "(": r"\(",
    ")": r"\)",
    "[": r"\[",
    "]": r"\]",
    "?": r"\?",
    "+": r"\+",
    "*": r"\*",
    ".": r"\.",
    "|": r"\|",
    "-": r"\-",
}


def fold(text: str) -> str:
    """Full-width forms, dashes and quotation marks to one form each; the length stays the same.

    Roman numerals and circled numbers are kept: they carry meaning (Ⅰ级, ①).
    """
    return text.translate(_TABLE)


def fold_pattern(pattern: str) -> str:
    """Fold a regular expression the same way; full-width punctuation in it stands for itself, never for an operator."""
    out = []
    for char in pattern:
        folded = char.translate(_TABLE)
        out.append(_SPECIAL.get(folded, folded) if folded != char else char)
    return "".join(out)
