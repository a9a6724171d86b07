"""Recognising the text of pages that have none, with rapidocr (extra `ocr`; its models lie in the wheel).

A page is rendered at 200 dpi; what was recognised is kept in the user's cache under the hash of the picture.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import math
import os
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from checker.reading.pdf_order import in_reading_order
from checker.reading.pdf_page import Line
from kb.folders import cache_folder

_DPI = 200
_MAX_PIXELS = 4000  # of the longer side, for pages of absurd size
_LEAST_SCORE = 0.5  # of a line; below it the engine is guessing
_FONT_SHARE = 0.88  # of a recognised line's height that its letters take
_HAN = r"\u4e00-\u9fff"
# the engine writes brackets and points half-width; in Chinese text they are full-width
_WIDE = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_NARROW = re.compile(rf"(?<=[{_HAN}）》”])[,:;?!]|[()]")

Recognised = list[tuple[list[list[float]], str, float]]  # corners in pixels, text, score


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read_pages(
    source: Path | bytes, numbers: list[int], progress: Callable[[int, int, str], None] | None = None
) -> dict[int, list[Line]]:
    """Lines of the pages `numbers` (from 1) of a PDF; a page without recognisable text gives none."""
    out: dict[int, list[Line]] = {}
    document = pdfium.PdfDocument(source)
    try:
        for done, number in enumerate(numbers, 1):
            out[number] = _read_page(document, number)
            if progress:
                progress(done, len(numbers), "识别扫描页")
    finally:
        document.close()
    return out


def _read_page(document: pdfium.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return []
    width, height = page.get_size()
    scale = min(_DPI / 72, _MAX_PIXELS / max(1.0, width, height))
    picture = page.render(scale=scale).to_numpy()
    page.close()
    return _lines(_recognise(picture), scale, width)


def _recognise(picture: Any) -> Recognised:
    """What the engine sees, from the cache where this very picture was seen before."""
    digest = hashlib.sha256(picture.tobytes()).hexdigest()
    kept = cache_folder() / "ocr" / f"{version('rapidocr')}-{digest}.json"
    try:
        found: Recognised = json.loads(kept.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        found = _run(picture)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        part.replace(kept)
    except OSError:
        pass  # a cache that cannot be written costs time, not the result
    return found


def _run(picture: Any) -> Recognised:
    result = _engine()(picture, use_cls=False)
    if result.boxes is None or result.txts is None:
        return []
    return [
        ([[float(x), float(y)] for x, y in box], str(text), float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


@functools.cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _lines(found: Recognised, scale: float, width: float) -> list[Line]:
    """Recognised pieces as lines in reading order, in points."""
    pieces: list[Line] = []
    for corners, text, score in found:
        if score < _LEAST_SCORE or not text.strip():
            continue
        xs, ys = [x / scale for x, _ in corners], [y / scale for _, y in corners]
        tall = math.dist((xs[0], ys[0]), (xs[3], ys[3]))
        middle = sum(ys) / 4  # a scan is seldom straight: its box is higher than its letters
        tilted = abs(ys[1] - ys[0]) > abs(xs[1] - xs[0])
        pieces.append(
            Line(
                widen(text.strip()), min(xs), middle - tall / 2, max(xs), middle + tall / 2, tall * _FONT_SHARE,
                tilted=tilted,
            )
        )  # fmt: skip
    return in_reading_order(pieces, width)


def widen(text: str) -> str:
    """Punctuation of Chinese text in its full width; Latin and figures are left alone."""
    if not re.search(f"[{_HAN}]", text):
        return text
    return _NARROW.sub(lambda match: _WIDE[match.group()], text)
