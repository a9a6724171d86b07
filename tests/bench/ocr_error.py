"""Character error of OCR on a scan whose true text is known: `python tests/bench/ocr_error.py`.

Compares the recognised scan of pages 5–10 of a real plan with the text layer of the same pages, white space apart.
Prints errors, characters and their ratio; needs the extra `ocr` and the shared material.
"""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from checker.reading.options import ReadOptions
from checker.reading.pdf import read_raw
from checker.reading.raw import Block, RawDocument

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PAGES = range(5, 11)


def dense(document: RawDocument, pages: range | None = None) -> str:
    parts = []
    for block in document.blocks:
        if pages is None or block.page in pages:
            cells = [block.text] if isinstance(block, Block) else [cell for row in block.rows for cell in row]
            parts += cells
    return re.sub(r"\s", "", "".join(parts))


def main() -> None:
    truth = dense(read_raw(SHARED / "plans/gov-guangxi-transport.pdf", ReadOptions()), PAGES)
    began = time.perf_counter()
    seen = dense(read_raw(SHARED / "pdf-cases/scan-guangxi-transport-p5-10.pdf", ReadOptions()))
    seconds = time.perf_counter() - began
    for name, fold in (("as written", str), ("width folded", lambda text: unicodedata.normalize("NFKC", text))):
        errors = Levenshtein.distance(fold(truth), fold(seen))
        print(f"{name}: {errors} errors in {len(truth)} characters, {errors / len(truth):.4%}")
    print(f"{seconds:.1f} s for {len(PAGES)} pages")


if __name__ == "__main__":
    main()
