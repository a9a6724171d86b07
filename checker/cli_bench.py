"""`plancheck bench`: measures a maintainer looks at after a change."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from checker.cli_screen import complain
from checker.errors import InputError

bench_app = typer.Typer(help="用标注过的预案测量准确率。", no_args_is_help=True)
PIPED_WIDTH = 150  # a file has no width of its own


@bench_app.callback()
def bench() -> None:
    """用标注过的预案测量准确率。"""


@bench_app.command("accuracy")
def bench_accuracy(
    labels: Annotated[Path, typer.Argument(help="标注目录（YAML，每个预案一个文件）")],
    plans: Annotated[Path, typer.Argument(help="预案目录；按标注里的 plan 找同名文件")],
    leave_out: Annotated[str, typer.Option(help="不测名称含这些字的预案")] = "",
    worst: Annotated[int, typer.Option(help="列出多少个最严重的错误")] = 20,
    duties: Annotated[int, typer.Option(help="列出多少条出错最多的要求")] = 15,
    against: Annotated[Path | None, typer.Option(help="前一次用 --json 写出的文件：列出哪些行变好、哪些变差")] = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="写 JSON")] = None,
) -> None:
    """逐条对照标注，给出每个预案、每条要求的准确率，以及最严重的错误。"""
    from checker.bench import changes, earlier_rows
    from checker.cli_bench_tables import measure, print_accuracy, print_changes  # spaCy takes a second to load

    try:
        before = earlier_rows(against) if against else None
        result = measure(labels, plans, leave_out)
    except InputError as error:
        complain(str(error))
        raise typer.Exit(2) from error
    console = Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH)
    print_accuracy(console, result, worst=worst, duties=duties)
    if before is not None:
        print_changes(console, result, changes(result.rows, before), worst)
    if to_json:
        rows = [asdict(r) for r in result.rows]
        overall = asdict(result.of()) | {"f1": result.of().f1}
        to_json.write_text(json.dumps({"overall": overall, "rows": rows}, ensure_ascii=False, indent=1), "utf-8")
