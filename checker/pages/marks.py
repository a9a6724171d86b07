"""How tables of verdicts look: pale grounds behind the marks, in both themes, and as high as they have rows."""

from __future__ import annotations

TINTS = {  # translucent, for both
    "✗": "rgba(217, 45, 32, 0.18)",
    "△": "rgba(247, 144, 9, 0.20)",
    "？": "rgba(46, 144, 250, 0.14)",
    "✓": "rgba(18, 183, 106, 0.12)",
}


def tint(cell: str) -> str:
    """The CSS of a cell; other cells stay plain."""
    return f"background-color: {TINTS[cell[0]]}" if cell[:1] in TINTS else ""


def table_height(rows: int) -> int:
    """Pixels in which a table of so many rows, and its head, is seen whole."""
    return 35 * (rows + 1) + 3
