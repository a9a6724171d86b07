"""What a person at a terminal sees: plain text when piped, a progress bar on stderr only where someone watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from checker.reporting.view import clean

PIPED_WIDTH = 120  # columns when the output is no terminal


def screen() -> Console:
    """Standard output; colours and width of the terminal, neither when piped."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def complain(text: str) -> None:
    """One line on stderr, whatever the text holds."""
    print(clean(" ".join(text.split())), file=sys.stderr)


@contextmanager
def watched(label: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A function that moves a progress bar, which is gone afterwards; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.fields[what]}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(clean(label)), total=None, what="读取")
        yield lambda done, total, what: bar.update(task, completed=done, total=total or None, what=escape(what))
