"""Where words stand on a page of a PDF.

The reader mends text: characters of fonts that name the wrong letters, hyphens, ligatures. So the words of a quote may
differ from what the page itself says; they are then found by likeness.
"""

from __future__ import annotations

import pypdfium2 as pdfium
from rapidfuzz import fuzz

LONGEST = 60  # characters that are compared by likeness
SHORTEST = 5  # of them; fewer look like anything
ALIKE = 62.0  # out of 100; a page whose font names every third letter wrong still fits

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def boxes(sheet: pdfium.PdfPage, quote: str) -> list[Box]:
    """Rectangles of the quote's words, one for each line they run over; empty when they are not there."""
    text = sheet.get_textpage()
    try:
        whole = text.get_text_range()
        kept = [i for i, c in enumerate(whole) if not c.isspace()]
        place = _find("".join(whole[i] for i in kept), "".join(quote.split()))
        if place is None:
            return []
        first, last = kept[place[0]], kept[place[1] - 1]
        count = text.count_rects(first, last - first + 1)
        found = [text.get_rect(i) for i in range(count)]
        return [b for b in found if b[2] > b[0] and b[3] > b[1]]
    finally:
        text.close()


def _find(page: str, wanted: str) -> tuple[int, int] | None:
    """Start and end of the words, white space aside."""
    if not wanted or not page:
        return None
    at = page.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    head = wanted[:LONGEST]
    if len(head) < SHORTEST:
        return None
    found = fuzz.partial_ratio_alignment(head, page, score_cutoff=ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    end = found.dest_start + len(wanted) if found.dest_end - found.dest_start >= len(head) - 2 else found.dest_end
    return found.dest_start, min(end, len(page))
