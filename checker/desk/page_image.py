"""A page of a PDF as a picture with chosen words marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from checker.reporting.pdf_words import boxes

SCALE = 1.6  # pixels per point: readable, and small enough to send
MARK = (255, 196, 0, 90)
MARGIN = 24  # pixels left around what is printed: empty margins only make the letters smaller
PAPER = 245  # lighter than this is paper
MAX_SIDE = 2400  # pixels; a plan page drawn on a poster stays sendable


@dataclass(frozen=True, slots=True)
class PageImage:
    png: bytes
    marked: int  # how many places were marked


def page_image(data: bytes, page: int, quotes: Sequence[str] = ()) -> PageImage:
    """Page `page` (from 1) of a PDF as PNG, the quotes marked where their words are found.

    Raises IndexError when there is no such page and pypdfium2.PdfiumError when the file is damaged.
    """
    document = pdfium.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        scale = min(SCALE, MAX_SIDE / max(sheet.get_width(), sheet.get_height(), 1))
        image = sheet.render(scale=scale).to_pil().convert("RGBA")
        found = [box for quote in quotes for box in boxes(sheet, quote)]
        layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
        draw = ImageDraw.Draw(layer)
        height = sheet.get_height()
        for left, bottom, right, top in found:
            draw.rectangle((left * scale, (height - top) * scale, right * scale, (height - bottom) * scale), fill=MARK)
        out = io.BytesIO()
        Image.alpha_composite(image, layer).convert("RGB").crop(_printed(image)).save(out, "PNG")
        return PageImage(out.getvalue(), len(found))
    finally:
        document.close()


def _printed(image: Image.Image) -> tuple[int, int, int, int]:
    """The part of the page that has something on it, with a narrow margin; the whole page when it is empty."""
    ink = image.convert("L").point([255 if level < PAPER else 0 for level in range(256)]).getbbox()
    if ink is None:
        return (0, 0, *image.size)
    left, top, right, bottom = ink
    width, height = image.size
    return (max(0, left - MARGIN), max(0, top - MARGIN), min(width, right + MARGIN), min(height, bottom + MARGIN))
