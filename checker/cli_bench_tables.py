"""The tables of `plancheck bench accuracy`; apart from the command because the checker takes a second to load."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from checker.bench import ORDER, SURE, Accuracy, Measures, accuracy
from checker.check import CheckOptions

COLUMNS = ("行数", "缺口查准", "缺口查全", "F1", "完全一致", "误报缺失", "未判", "Kappa")


def measure(labels: Path, plans: Path, leave_out: str) -> Accuracy:
    return accuracy(labels, plans, CheckOptions(), leave_out=leave_out)


def print_accuracy(console: Console, result: Accuracy, *, worst: int, duties: int) -> None:
    """Per plan, by verdict, per duty, then the worst errors with both reasons."""
    _summary(console, result)
    _confusion(console, result)
    _duties(console, result, duties)
    for row in result.worst(worst):
        console.print(f"{row.requirement} {row.plan} {row.kind}：标注 {row.gold}，判为 {row.got}（sure {row.sure}）")
        console.print(f"    标注理由：{row.why}", style="dim", markup=False)
        console.print(f"    判断理由：{row.reason}", style="dim", markup=False)
    for name, why in result.failed:
        console.print(f"没有测 {name}：{why}", markup=False)


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
