"""What `plancheck connect` and `profile` do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.check import CheckOptions, connect_file
from checker.cli_files import STDOUT, write_bytes, write_text
from checker.cli_screen import complain, screen, watched
from checker.connecting.entry import read_upper
from checker.connecting.network import build_network, plan_files
from checker.connecting.profile import Entry, Profile
from checker.connecting.profile_store import save_profile
from checker.connecting.region_writing import region_yaml
from checker.errors import InputError
from checker.network import Network
from checker.reporting.connections import place, print_connections
from checker.reporting.network_html import render_connection_html, render_network_html
from checker.reporting.network_tables import MATRIX, network_tables, summary
from checker.reporting.network_xlsx import render_network_xlsx
from checker.reporting.view import clean

ROWS = 12  # rows of one table on the screen
PROFILE_PARTS = {
    "classes": "事件分类",
    "grades": "事件分级",
    "bodies": "指挥机构",
    "members": "成员单位和职责",
    "leads": "牵头单位",
    "groups": "工作组",
    "ladder": "响应级别",
    "duties": "哪一级组织指挥",
    "reporting": "报告时限",
    "rules": "信息发布、移交、疏散的规定",
    "special_plans": "预案名录",
    "drills": "演练",
    "reviews": "评估",
}


def connect_one(plan: Path, options: CheckOptions, *, json: Path | None, html: Path | None, xlsx: Path | None) -> None:
    """Compare one plan, print and write. Raises InputError where there is nothing to compare with."""
    if xlsx:
        raise InputError("E-OPTION", "--xlsx 只用于目录（整个预案网络）；一个预案请用 --html 或 --json。")
    report = connect_file(plan, options)
    if not report.connections:
        raise InputError(
            "E-UPPER", "没有上级预案可比：请用 --upper 指定上级预案文件（知识库里没有这个地区的上级预案资料）。"
        )
    if json:
        write_text(json, report.to_json())
    if html:
        write_text(html, render_connection_html(report))
    if json != STDOUT:
        print_connections(report.connections, screen())
        _say(screen(), html, json)


def connect_folder(
    folder: Path, options: CheckOptions, *, json: Path | None, html: Path | None, xlsx: Path | None
) -> None:
    """Build the network of all plans below a folder under one upper plan, print and write it."""
    if len(options.upper) != 1:
        raise InputError("E-UPPER", "一个目录的预案网络要有一个上级预案：请写 --upper 总体预案文件。")
    files = plan_files(folder)
    if not files:
        raise InputError("E-EMPTY", f"{folder} 里没有预案文件（PDF、DOCX、DOC、HTML、MD、TXT）。")
    upper = read_upper(options.upper[0], options.as_of, options.reading())
    with watched(folder.name) as progress:
        network = build_network(files, upper, options.as_of, ocr=options.ocr, progress=progress)
    for unread in network.unread:
        complain(f"{unread.file}：{unread.reason}")
    if json:
        write_text(json, network.to_json())
    if html:
        write_text(html, render_network_html(network))
    if xlsx:
        write_bytes(xlsx, render_network_xlsx(network))
    if json != STDOUT:
        _print_network(network, screen())
        _say(screen(), html, json, xlsx)


@dataclass(frozen=True, slots=True)
class ProfileOutputs:
    """Where a profile goes: a JSON file, a region file (`verified`: a person checked it), the user's saved ones."""

    json: Path | None = None
    yaml: Path | None = None
    verified: bool = False
    save: bool = False


def show_profile(plan: Path, options: CheckOptions, outputs: ProfileOutputs) -> None:
    upper = read_upper(plan, options.as_of, options.reading()).profile
    if outputs.json:
        write_text(outputs.json, upper.to_json())
    if outputs.yaml:
        write_text(outputs.yaml, region_yaml(upper, verified=outputs.verified))
    if STDOUT not in (outputs.json, outputs.yaml):
        _print_profile(upper, screen())
    if outputs.save:
        saved = save_profile(upper, plan if plan.exists() and plan.suffix.lower() != ".json" else None)
        complain(f"已保存为“{saved.name}”，以后可写 --upper {saved.name}（文件 {saved.path}，可以改）")
    _say(screen(), outputs.json, outputs.yaml)


def _print_network(network: Network, console: Console) -> None:
    for label, value in summary(network):
        console.print(Text.assemble((f"{label}：", "dim"), clean(value)))
    for table in network_tables(network):
        if not table.rows:
            continue
        more = f"（前 {ROWS} 条，共 {len(table.rows)} 条）" if len(table.rows) > ROWS else ""
        shown = Table(title=f"{table.title}{more}", title_justify="left", box=None, header_style="dim", pad_edge=False)
        marks = table.title == MATRIX  # ten narrow columns: the mark alone, the letter of the item above it
        for number, column in enumerate(table.columns):
            shown.add_column(column if not marks or number < 3 else "ABCDEFGHIJ"[number - 3], overflow="fold")
        for row in table.rows[:ROWS]:
            shown.add_row(*(Text(clean(c[:1] if marks and n > 2 else c[:60])) for n, c in enumerate(row)))
        console.print()
        console.print(shown)


def _print_profile(profile: Profile, console: Console) -> None:
    console.rule(Text(clean(profile.title)))
    for part, label in PROFILE_PARTS.items():
        entries: tuple[Entry, ...] = getattr(profile, part)
        console.print(Text(f"{label}（{len(entries)}）", style="bold"))
        for entry in entries:
            values = entry.model_dump(exclude={"evidence", "verified", "special"}, exclude_defaults=True).values()
            words = "；".join("、".join(map(str, v)) if isinstance(v, tuple | list) else str(v) for v in values)
            where = f"  {place(entry.evidence)}" if entry.evidence else ""
            console.print(Text.assemble("  ", clean(words[:160]), (where, "dim")))


def _say(console: Console, *written: Path | None) -> None:
    for path in written:
        if path and path != STDOUT:
            console.print(Text(f"已写出 {path}"))
