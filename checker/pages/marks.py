"""Pale grounds for cells of a table that begin with the mark of a verdict; the words stay readable in both themes."""

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
