"""Speed and memory of reading text PDFs into plans: `python tests/bench/reading_speed.py [FILE.pdf]`.

Repeats the pages of a plan to 10, 50, 150 and 600 pages. Per size, in one run: the processor seconds pdfium alone
needs to give the raw text (best of three), those of reading into the finished plan, their ratio, milliseconds per
page, and the peak memory of a process that reads the file once. Goals: ratio ≤ 6, memory < 500 MB at 150 pages,
linear in pages.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2 as pdfium

from checker.reading import ReadOptions, read

SIZES = (10, 50, 150, 600)
ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "../shared/plans/gov-guangxi-transport.pdf"
MEMORY = (
    "import resource, sys; from checker.reading import ReadOptions, read; read(sys.argv[1], ReadOptions(ocr=False));"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


def repeated(source: Path, pages: int, target: Path) -> Path:
    reader, writer = pypdf.PdfReader(source), pypdf.PdfWriter()
    for index in range(pages):
        writer.add_page(reader.pages[index % len(reader.pages)])
    writer.write(target)
    return target


def raw_text(path: Path) -> None:
    document = pdfium.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def best(call: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return min(seconds)


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else PLAN
    read(source, ReadOptions(ocr=False))  # imports and dictionaries are no part of the comparison
    print("pages  pdfium s  plan s  ratio  ms/page  peak MB")
    with tempfile.TemporaryDirectory() as folder:
        for pages in SIZES:
            path = repeated(source, pages, Path(folder) / f"{pages}.pdf")
            times = 3 if pages <= 150 else 2
            alone = best(lambda path=path: raw_text(path), times)
            whole = best(lambda path=path: read(path, ReadOptions(ocr=False)), times)
            ran = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, check=True, cwd=ROOT)
            print(
                f"{pages:5}  {alone:8.3f}  {whole:6.3f}  {whole / alone:5.2f}  {1000 * whole / pages:7.2f}"
                f"  {int(ran.stdout):7}"
            )


if __name__ == "__main__":
    main()
