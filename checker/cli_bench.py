"""`plancheck bench`: measures a maintainer looks at after a change."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from checker.bench import ORDER, SURE, Accuracy, Measures, accuracy
from checker.check import CheckOptions
from checker.cli_screen import complain
from checker.errors import InputError

bench_app = typer.Typer(help="用标注过的预案测量准确率。", no_args_is_help=True)
PIPED_WIDTH = 150  # a file has no width of its own
COLUMNS = ("行数", "缺口查准", "缺口查全", "F1", "完全一致", "误报缺失", "未判", "Kappa")


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
    to_json: Annotated[Path | None, typer.Option("--json", help="写 JSON")] = None,
) -> None:
    """逐条对照标注，给出每个预案、每条要求的准确率，以及最严重的错误。"""
    try:
        result = accuracy(labels, plans, CheckOptions(), leave_out=leave_out)
    except InputError as error:
        complain(str(error))
        raise typer.Exit(2) from error
    console = Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH)
    _summary(console, result)
    _confusion(console, result)
    _duties(console, result, duties)
    for row in result.worst(worst):
        console.print(f"{row.requirement} {row.plan} {row.kind}：标注 {row.gold}，判为 {row.got}（sure {row.sure}）")
        console.print(f"    标注理由：{row.why}", style="dim", markup=False)
        console.print(f"    判断理由：{row.reason}", style="dim", markup=False)
    for name, why in result.failed:
        console.print(f"没有测 {name}：{why}", markup=False)
    if to_json:
        rows = [asdict(r) for r in result.rows]
        overall = asdict(result.of()) | {"f1": result.of().f1}
        to_json.write_text(json.dumps({"overall": overall, "rows": rows}, ensure_ascii=False, indent=1), "utf-8")


def _cells(m: Measures) -> list[str]:
    shares = (m.precision, m.recall, m.f1, m.exact, m.false_missing, m.undetermined, m.kappa)
    return [str(m.rows), *(f"{value:.3f}" for value in shares)]


def _summary(console: Console, result: Accuracy) -> None:
    table = Table("预案", *COLUMNS)
    for name, rows in result.by_plan.items():
        table.add_row(name, *_cells(result.of(rows)))
    table.add_section()
    table.add_row("合计", *_cells(result.of()))
    table.add_row("合计（无争议的标注）", *_cells(result.of(sure=SURE)))
    console.print(table)


def _confusion(console: Console, result: Accuracy) -> None:
    counts = result.confusion()
    table = Table("标注 ＼ 判为", *ORDER)
    for gold in ORDER[:3]:
        table.add_row(gold, *(str(counts[gold, got]) for got in ORDER))
    console.print(table)


def _duties(console: Console, result: Accuracy, limit: int) -> None:
    table = Table("出错最多的要求", "行数", "不一致", "缺口错")
    for duty, rows in result.by_duty()[:limit]:
        wrong = sum(r.gold != r.got for r in rows)
        if wrong:
            table.add_row(duty, str(len(rows)), str(wrong), str(sum(r.wrong_gap for r in rows)))
    console.print(table)
