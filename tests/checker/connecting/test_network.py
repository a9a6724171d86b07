"""The network of several invented plans: references, cycles, orphans, who leads, which due plans are there."""

from __future__ import annotations

import io
import json
import time

import pytest
from openpyxl import load_workbook

from checker.cli import run
from checker.connecting.entry import read_upper
from checker.connecting.network import build_network, plan_files
from checker.network import Network
from checker.report import Verdict
from checker.reporting.network_graph import graph_svg
from checker.reporting.network_html import render_network_html
from checker.reporting.network_xlsx import render_network_xlsx

MASTER = """
# 星湾市突发事件总体应急预案

## 1 总则

为应对突发事件，制定本预案。突发事件分为特别重大、重大、较大、一般四级。

## 2 预案名录

| 序号 | 专项预案名称 | 牵头部门 |
|---|---|---|
| 1 | 星湾市防汛应急预案 | 市水利局 |
| 2 | 星湾市地震应急预案 | 市应急管理局 |
| 3 | 星湾市燃气事故应急预案 | 市城市管理局 |

## 3 响应

本市应急响应分为一级、二级、三级、四级。三级响应由专项指挥部决定启动三级响应。
"""


def special(event: str, lead: str, named: str) -> str:
    return f"""
# 星湾市{event}应急预案

## 1 总则

依据{named}制定本预案。本预案由{lead}牵头编制。

## 2 应急响应

本市应急响应分为一级、二级、三级、四级。发生险情立即报告，组织抢险救援和人员疏散，由指挥部统一指挥。

## 3 后期处置

做好善后、恢复和应急保障。
"""


PLANS = {
    "a.md": special("防汛", "市水利局", "《星湾市突发事件总体应急预案》《星湾市地震应急预案》"),
    "b.md": special("地震", "市住房和城乡建设局", "《星湾市突发事件总体应急预案》"),
    "c.md": special("供水事故", "市水务局", "《星湾市不存在的应急预案》"),
    "d.md": special("=2+3 火灾", "市消防救援支队", "《国家突发公共事件总体应急预案》"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    (folder / "master").mkdir()
    (folder / "master" / "master.md").write_text(MASTER, encoding="utf-8")
    (folder / "all").mkdir()
    for name, text in PLANS.items():
        (folder / "all" / name).write_text(text, encoding="utf-8")
    (folder / "all" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


@pytest.fixture(scope="module")
def network(folder) -> Network:
    from datetime import date

    day = date(2026, 11, 23)
    return build_network(plan_files(folder / "all"), read_upper(folder / "master" / "master.md", day), day)


def by_file(network):
    return {p.file: p for p in network.plans}


def test_matrix_has_every_plan_under_every_item(network):
    read = [p for p in network.plans if not p.upper]
    assert len(network.cells) == len(read) * len(network.items) == len(read) * 10
    cells = {(c.plan, c.item): c.verdict for c in network.cells}
    plans = by_file(network)
    assert cells[plans["a.md"].id, "CONN-A"] is Verdict.COMPLIANT
    assert cells[plans["c.md"].id, "CONN-A"] is Verdict.NON_COMPLIANT


def test_references_tell_where_they_lead(network):
    found = {(r.source, r.name): r.status for r in network.references}
    plans = by_file(network)
    assert found[plans["a.md"].id, "星湾市突发事件总体应急预案"] == "linked"
    assert found[plans["c.md"].id, "星湾市不存在的应急预案"] == "missing"
    assert found[plans["d.md"].id, "国家突发公共事件总体应急预案"] == "outdated"


def test_plan_tied_to_nobody_is_an_orphan(network):
    plans = by_file(network)
    assert plans["c.md"].id in network.orphans
    assert plans["a.md"].id not in network.orphans


def test_lead_against_the_upper_plan_is_a_conflict_and_a_missing_plan_a_hole(network):
    states = {r.event: r.state for r in network.responsibilities}
    assert states["flood"] == "clear"
    assert states["earthquake"] == "conflict"
    assert states["gas"] == "hole"


def test_coverage_counts_the_due_plans(network):
    assert network.coverage == pytest.approx(2 / 3, abs=0.001)


def test_cycle_of_plans_that_rest_on_one_another(folder, tmp_path):
    from datetime import date

    for name, event, other in (("x.md", "甲类事故", "乙类事故"), ("y.md", "乙类事故", "甲类事故")):
        (tmp_path / name).write_text(special(event, "市应急管理局", f"《星湾市{other}应急预案》"), encoding="utf-8")
    day = date(2026, 11, 23)
    found = build_network(plan_files(tmp_path), read_upper(folder / "master" / "master.md", day), day)
    assert len(found.cycles) == 1


def test_outputs_escape_and_no_cell_is_a_formula(network):
    html = render_network_html(network)
    assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")
    assert graph_svg(network).count('class="box"') == len(network.plans)
    book = load_workbook(io.BytesIO(render_network_xlsx(network)))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_command_line_writes_all_outputs(folder, tmp_path):
    out = {s: tmp_path / f"net.{s}" for s in ("json", "html", "xlsx")}
    given = [str(x) for s, p in out.items() for x in (f"--{s}", p)]
    assert run(["connect", str(folder / "all"), "--upper", str(folder / "master" / "master.md"), *given]) == 0
    assert json.loads(out["json"].read_text(encoding="utf-8"))["schema"] == "plancheck.network/1"
    assert out["html"].stat().st_size and out["xlsx"].stat().st_size


def test_folder_without_upper_plan_is_one_chinese_line(folder, capsys):
    assert run(["connect", str(folder / "all")]) == 2
    assert "--upper" in capsys.readouterr().err


def test_real_plans_in_time(shared):
    """All government plans of ../shared: far below the minute that fifty more may take."""
    from datetime import date

    day = date(2026, 11, 23)
    files = [p for p in plan_files(shared / "plans") if p.name.startswith("gov-")]
    started = time.perf_counter()
    found = build_network(files, read_upper(shared / "plans" / "gov-national-master.docx", day), day)
    assert len(found.plans) > 20
    assert time.perf_counter() - started < 60
