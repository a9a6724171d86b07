"""Connections for every output: labels, order, where a passage stands, terminal print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.report import Connection, ConnectionMatter, Evidence, Verdict
from checker.reporting.view import VERDICT_MARKS, clean, page_or_paragraph

ASPECT_LABELS = {
    "basis": "依据与预案体系",
    "levels": "响应级别",
    "reporting": "信息报告",
    "command": "指挥机构",
    "units": "责任单位与支援力量",
    "handover": "指挥权移交",
    "evacuation": "警戒疏散与避难",
    "information-release": "信息发布与预警",
    "drill": "演练与评估",
    "event-class": "事件分类分级",
}
CONNECTION_WORDS = {
    Verdict.COMPLIANT: "衔接",
    Verdict.PARTIAL: "部分衔接",
    Verdict.NON_COMPLIANT: "未衔接或冲突",
    Verdict.UNDETERMINED: "不能判断",
    Verdict.NOT_APPLICABLE: "不适用",
}
QUOTE_LENGTH = 100
STYLES = {
    Verdict.NON_COMPLIANT: "bold red",
    Verdict.PARTIAL: "yellow",
    Verdict.UNDETERMINED: "blue",
    Verdict.COMPLIANT: "green",
    Verdict.NOT_APPLICABLE: "dim",
}


def word(verdict: Verdict) -> str:
    """「△ 部分衔接」: mark and word, never colour alone."""
    return f"{VERDICT_MARKS[verdict]} {CONNECTION_WORDS[verdict]}"


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect in one line: mark and word, what it is, the worst thing found, how many matters of it fit."""

    verdict: str
    aspect: str
    found: str
    fits: str


def aspect_lines(connections: Sequence[Connection]) -> list[AspectLine]:
    """The answer before the details, in the order of the aspects."""
    out = []
    for entry in connections:
        first = entry.matters[0] if entry.matters else None  # the worst comes first
        told = first.reason if first and first.verdict is not Verdict.COMPLIANT else ""
        judged = [m for m in entry.matters if m.verdict is not Verdict.NOT_APPLICABLE]
        fits = f"{sum(m.verdict is Verdict.COMPLIANT for m in judged)}/{len(judged)}" if judged else ""
        label = ASPECT_LABELS.get(entry.aspect, entry.aspect)
        out.append(AspectLine(word(entry.verdict), label, told or entry.reason, fits))
    return out


def tally(connections: Sequence[Connection]) -> str:
    """「✗ 未衔接或冲突 2，△ 部分衔接 3，✓ 衔接 5」."""
    counts = Counter(c.verdict for c in connections)
    return "，".join(f"{word(v)} {counts[v]}" for v in VERDICT_MARKS if counts[v])


def by_upper(connections: Sequence[Connection]) -> dict[str, list[Connection]]:
    """The entries of each upper plan, in their order."""
    out: dict[str, list[Connection]] = {}
    for connection in connections:
        out.setdefault(connection.upper, []).append(connection)
    return out


def place(evidence: Evidence) -> str:
    return page_or_paragraph(evidence.page, evidence.paragraph)


def print_connections(connections: Sequence[Connection], console: Console) -> None:
    """The verdict of every aspect, then each gap with the two passages side by side."""
    for upper, entries in by_upper(connections).items():
        console.print()
        console.print(Text(clean(f"与上级预案的衔接：{upper}"), style="bold"))
        for entry in entries:
            line = Text("  ")
            line.append(word(entry.verdict), style=STYLES[entry.verdict])
            line.append(f"  {ASPECT_LABELS.get(entry.aspect, entry.aspect)}")
            console.print(line)
        gaps = [m for e in entries for m in e.matters if m.verdict.is_gap]
        if gaps:
            console.print(_gaps(gaps))


def _gaps(gaps: Sequence[ConnectionMatter]) -> Table:
    table = Table(title="没有衔接好的地方", title_justify="left", show_lines=True, expand=True)
    for column, share in (("事项", 3), ("本预案", 4), ("上级预案", 4)):
        table.add_column(column, ratio=share, overflow="fold")
    for matter in gaps:
        said = Text(clean(f"{VERDICT_MARKS[matter.verdict]} {matter.reason}"), style=STYLES[matter.verdict])
        table.add_row(said, _quotes(matter.plan_evidence), _quotes(matter.upper_evidence))
    return table


def _quotes(passages: Sequence[Evidence]) -> Text:
    if not passages:
        return Text("（未见）", style="dim")
    words = " ".join(passages[0].quote.split())
    shown = words if len(words) <= QUOTE_LENGTH else words[:QUOTE_LENGTH] + "……"
    return Text(clean(f"“{shown}” {place(passages[0])}"))
