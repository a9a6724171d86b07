"""What the user may say about a file before it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.plan import Kind, Region, Subject


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`kind`, `subject`, `region` override what the file says; `progress(done, total, what)` is called page by page."""

    kind: Kind | None = None
    subject: Subject | None = None
    region: Region | None = None
    ocr: bool = True
    progress: Callable[[int, int, str], None] | None = None
    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 3000
