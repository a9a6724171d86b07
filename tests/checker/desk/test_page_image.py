"""A page as a picture with the quote marked where it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from checker.desk.page_image import page_image
from checker.reading import read

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
PDF = SHARED / "plans" / "gov-guangxi-transport.pdf"
needs_plan = pytest.mark.skipif(not PDF.exists(), reason="../shared/plans is not here")


def yellow(png: bytes) -> int:
    """Pixels that are marked: much red and green, little blue."""
    image = Image.open(io.BytesIO(png))
    colours = image.getcolors(maxcolors=image.width * image.height) or []
    return sum(n for n, (r, g, b) in colours if r > 200 and g > 180 and b < 190)


@needs_plan
def test_a_paragraph_is_marked_on_its_page_and_nowhere_else():
    plan = read(PDF)
    paragraph = next(p for p in plan.paragraphs if "15 分钟内电话" in p.text or "15分钟内电话" in p.text)
    data = PDF.read_bytes()
    marked = page_image(data, paragraph.page or 0, [paragraph.text])
    assert marked.marked >= 1
    assert yellow(marked.png) > 1000
    plainly = page_image(data, paragraph.page or 0)
    assert (plainly.marked, yellow(plainly.png)) == (0, 0)


@needs_plan
def test_words_that_are_not_on_the_page_mark_nothing():
    assert page_image(PDF.read_bytes(), 1, ["这句话不在这一页上"]).marked == 0


@needs_plan
def test_a_page_that_is_not_there():
    with pytest.raises(IndexError):
        page_image(PDF.read_bytes(), 5000)
