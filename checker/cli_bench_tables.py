"""The tables of `plancheck bench accuracy`; apart from the command because the checker takes a second to load."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from checker.bench import ORDER, SURE, Accuracy, Change, Measures, accuracy
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


def print_changes(console: Console, result: Accuracy, found: Sequence[Change], limit: int) -> None:
    """Better or worse than the earlier measurement, in numbers, then the rows themselves."""
    better, worse = sum(c.is_better for c in found), sum(c.is_worse for c in found)
    told = (
        "没有变化"
        if not found
        else f"变好 {better} 行，变差 {worse} 行，改了但仍不一致 {len(found) - better - worse} 行"
    )
    console.print(f"与前一次相比（共 {len(result.rows)} 行）：{told}。", style="bold")
    for change in found[:limit]:
        row = change.row
        mark = "✗ 变差" if change.is_worse else "✓ 变好" if change.is_better else "△ 改了"
        line = f"{mark} {row.requirement} {row.plan} {row.unit}：标注 {row.gold}，原判 {change.before}，现判 {row.got}"
        console.print(line, markup=False)
    if len(found) > limit:
        console.print(f"另有 {len(found) - limit} 行（--worst {len(found)} 显示全部）。")


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
