"""The report for a terminal: compact, worst findings first, plain when piped.

Plan text may hold what looks like rich markup or escape codes, so it is only ever put into `Text` objects, cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.report import SEVERITY_LABELS, Evidence, Finding, Outline, Report, Verdict
from checker.reporting.connections import print_connections
from checker.reporting.overview import Overview
from checker.reporting.tables import fact_tables
from checker.reporting.view import (
    DISCLAIMER,
    VERDICT_MARKS,
    Matter,
    ReportView,
    clean,
    heading,
    kind_label,
    matters,
    page_or_paragraph,
    read_rows,
    unreadable_lines,
)

VERDICT_STYLES = {
    Verdict.NON_COMPLIANT: "bold red",
    Verdict.PARTIAL: "yellow",
    Verdict.UNDETERMINED: "blue",
    Verdict.COMPLIANT: "green",
    Verdict.NOT_APPLICABLE: "dim",
}
QUOTE_LENGTH = 120
INDENT = 4
_TOKEN = re.compile(r"\n|[!-~]+|.[，。；：、）》”！？]*")  # kept on one line: a word, a character and what closes it
FACT_ROWS = 8
COMMON_ROWS = 10
FACT_TABLES = ("响应级别", "事故信息报告时限", "应急演练", "预案评估", "引用依据")


def print_report(report: Report, console: Console, limit: int = 20) -> None:
    """Print what was read, the counts, `limit` findings and the main facts; the last lines say what was left out."""
    view = ReportView(report)
    console.rule(_text(view.title))
    for label, value in (*view.read_rows, *view.assumptions):
        console.print(Text.assemble((f"{label}：", "dim"), _text(value)))
    for line in (*view.unreadable, *report.source.warnings):
        console.print(Text.assemble(("没有读到：", "bold yellow"), _text(line)))
    console.print()
    console.print(_counts(view))
    _print_findings(view, console, limit)
    if report.connections:
        print_connections(report.connections, console)
    _print_facts(view, console)
    console.print(_text(_left_out(view, limit)))
    console.print(Text(DISCLAIMER, style="dim"))


def print_summary(reports: Sequence[Report], console: Console) -> None:
    """One line per plan, after a batch."""
    table = Table(title="汇总", title_justify="left", box=None, pad_edge=False)
    table.add_column("预案")
    for verdict in VERDICT_MARKS:
        table.add_column(verdict.label, justify="right", style=VERDICT_STYLES[verdict], no_wrap=True)
    table.add_column("没有读到", justify="right")
    for report in reports:
        counts = ReportView(report).counts()
        pages = len(report.source.unreadable_pages)
        numbers = (str(counts[v]) if counts[v] else "" for v in VERDICT_MARKS)
        table.add_row(_text(report.source.file), *numbers, f"{pages} 页" if pages else "")
    console.print(table)


def print_overview(overview: Overview, console: Console) -> None:
    """The defects that most plans of a batch share."""
    if not overview.defects:
        return
    table = Table(title="共性问题（份数，不符合多的在前）", title_justify="left", box=None, pad_edge=False)
    table.add_column("检查内容", overflow="fold")
    for verdict in (Verdict.NON_COMPLIANT, Verdict.PARTIAL):
        table.add_column(verdict.label, justify="right", style=VERDICT_STYLES[verdict], no_wrap=True)
    table.add_column("适用", justify="right", no_wrap=True)
    table.add_column("依据", overflow="fold", style="dim")
    for each in overview.defects[:COMMON_ROWS]:
        partly = len(each.plans) - each.failed
        numbers = (str(n) if n else "" for n in (each.failed, partly, each.judged))
        table.add_row(_text(each.bar.label), *numbers, _text(each.clauses[0] if each.clauses else ""))
    console.print()
    console.print(table)


def print_outline(outline: Outline, console: Console) -> None:
    """Units and headings with their pages, or paragraph numbers in a file without fixed pages."""
    for label, value in read_rows(outline.plan, outline.source):
        console.print(_field(label, value))
    for problem in (*unreadable_lines(outline.source), *outline.source.warnings):
        console.print(Text.assemble(("没有读到：", "bold yellow"), _text(problem)))
    for unit in outline.units:
        console.print()
        console.print(_text(f"{unit.title}（{kind_label(unit.kind)}）", "bold"))
        if unit.kind_reason:
            console.print(_field("类型依据", unit.kind_reason))
        for section in unit.sections:
            place = page_or_paragraph(section.page, section.paragraph)
            line = _text("  " * section.level + heading(section))
            console.print(line.append(f"  {place}", style="dim"))


def _folded(text: Text, width: int) -> Text:
    """The text broken at `width` columns between Chinese characters too, where rich would only break at blanks."""
    breaks, column = [], 0
    for token in _TOKEN.finditer(text.plain):
        size = cell_len(token[0])
        if token[0] == "\n":
            column = 0
        elif column + size > width and column:
            breaks.append(token.start())
            column = size
        else:
            column += size
    return Text("\n").join(text.divide(breaks))


def _text(value: str, style: str = "") -> Text:
    return Text(clean(value), style=style)


def _counts(view: ReportView) -> Table:
    table = Table(title="各单元结论数", title_justify="left", box=None, pad_edge=False)
    table.add_column("单元")
    table.add_column("类型", style="dim")
    for verdict in VERDICT_MARKS:
        table.add_column(verdict.label, justify="right", style=VERDICT_STYLES[verdict], no_wrap=True)
    for unit in view.report.units:
        counts = view.counts(unit.id)
        numbers = (str(counts[v]) if counts[v] else "" for v in VERDICT_MARKS)
        table.add_row(_text(view.unit_title(unit.id)), kind_label(unit.kind), *numbers)
    return table


def _print_findings(view: ReportView, console: Console, limit: int) -> None:
    if not view.gaps:
        console.print("\n没有发现问题，也没有需要人工确认的内容。")
        return
    console.print(Text("\n问题（严重的在前）", style="bold"))
    for number, matter in enumerate(matters(view.gaps)[:limit], 1):
        console.print(_headline(view, number, matter))
        for line in _folded(_details(view, matter.first), console.width - INDENT).split("\n"):
            console.print(Text(" " * INDENT).append_text(line), no_wrap=True, overflow="ignore", crop=False)
        console.print()


def _headline(view: ReportView, number: int, matter: Matter) -> Text:
    finding = matter.first
    line = Text(f"{number:>2}. ")
    line.append(f"{VERDICT_MARKS[finding.verdict]} {finding.verdict.label}", style=VERDICT_STYLES[finding.verdict])
    line.append_text(_text(f"  {'＊' if finding.key else ''}{finding.name}", style="bold"))
    where = f"  {SEVERITY_LABELS[finding.severity]} · {finding.group}"
    if len(view.report.units) > 1:
        where += f" · {view.unit_titles(matter)}"
    line.append_text(_text(where, style="dim"))
    return line


def _details(view: ReportView, finding: Finding) -> Text:
    lines = [_text(finding.reason)]
    lines += [_quote(view, "原文", e) for e in finding.evidence[:2]]
    if not finding.evidence:
        lines += [_quote(view, "最接近", e) for e in finding.nearest[:1]]
        lines += [_field("查找范围", view.searched(finding))] if finding.searched else []
    lines.append(_field("依据", "；".join(view.clauses(finding)) + f"  [{finding.requirement}]"))
    if finding.advice:
        lines.append(_field("建议", finding.advice))
    return Text("\n").join(lines)


def _field(label: str, value: str) -> Text:
    return Text.assemble((f"{label}：", "dim"), _text(value))


def _quote(view: ReportView, label: str, evidence: Evidence) -> Text:
    words = " ".join(evidence.shown.split())
    if len(words) > QUOTE_LENGTH:
        words = words[:QUOTE_LENGTH] + "……"
    return Text.assemble(
        (f"{label}：", "dim"), _text(f"“{words}”", "italic"), _text(f"  {view.place(evidence)}", "dim")
    )


def _print_facts(view: ReportView, console: Console) -> None:
    for table in fact_tables(view):
        if table.title not in FACT_TABLES:
            continue
        more = f"（前 {FACT_ROWS} 条，共 {len(table.rows)} 条）" if len(table.rows) > FACT_ROWS else ""
        shown = Table(title=f"{table.title}{more}", title_justify="left", box=None, pad_edge=False, header_style="dim")
        for column in table.columns:
            shown.add_column(column, overflow="fold")
        for row in table.rows[:FACT_ROWS]:
            shown.add_row(*(_text(cell if len(cell) <= 60 else cell[:60] + "……") for cell in row))
        console.print(shown)
        console.print()


def _left_out(view: ReportView, limit: int) -> str:
    listed = matters(view.gaps)
    hidden = max(0, len(listed) - limit)
    good = len(view.shown) - len(view.gaps)
    parts = [f"还有 {hidden} 项问题未显示（--limit {len(listed)} 显示全部）"] if hidden else []
    parts.append(f"{good} 条为符合或不适用")
    if view.report.not_run:
        parts.append(f"{len(view.report.not_run)} 条没有检查（原因见 JSON 或 HTML 报告）")
    return "；".join(parts) + "。完整报告：--html、--json、--docx、--xlsx 文件名。"
