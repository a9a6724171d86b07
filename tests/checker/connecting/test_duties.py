"""One duty given to different units by several plans is a conflict; abbreviations, regions and vague units are none."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from checker.connecting.duties import same_unit
from checker.connecting.entry import read_upper
from checker.connecting.network import build_network, plan_files
from checker.network import Network
from checker.reporting.network_html import render_network_html
from checker.reporting.network_xlsx import render_network_xlsx

DAY = date(2026, 11, 23)
MASTER = """
# 星湾市突发事件总体应急预案

## 1 总则

为应对突发事件，制定本预案。突发事件分为特别重大、重大、较大、一般四级。本市应急响应分为一级、二级、三级、四级。

## 2 组织

突发事件发生后成立现场指挥部，负责组织指挥抢险救援、人员疏散、信息发布和善后工作，各部门按照职责参加处置。
"""


def gas(title: str, lead: str, group: str, more: str = "") -> str:
    return f"""
# {title}

## 1 总则

依据《星湾市突发事件总体应急预案》制定本预案。本预案由{lead}牵头编制。

## 2 组织机构和职责

现场指挥部下设工作组：

（1）{group}

（2）医疗救护组：由市卫生健康委牵头，市红十字会参加，负责救治伤员。

{more}

## 3 应急响应

发生险情立即报告，组织抢险救援和人员疏散，由现场指挥部统一指挥，做好善后恢复。
"""


RESCUE = "抢险救援组：由{}牵头，{}参加，负责现场抢险。"


def network(tmp_path, *plans: str) -> Network:
    master = tmp_path / "master.md"
    master.write_text(MASTER, encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    for number, text in enumerate(plans):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return build_network(plan_files(folder), read_upper(master, DAY), DAY)


@pytest.fixture
def divided(tmp_path) -> Network:
    one = gas("星湾市燃气事故应急预案", "市城市管理局", RESCUE.format("市住房和城乡建设局", "市消防救援支队"))
    two = gas("星湾市城镇燃气突发事件应急预案", "市城管局", RESCUE.format("市城市管理局", "市住建局、市公安局"))
    return network(tmp_path, one, two)


def test_group_given_to_two_units_is_one_conflict_with_both_wordings(divided):
    (conflict,) = divided.duty_conflicts
    assert (conflict.event, conflict.duty) == ("gas", "抢险救援组")
    assert {c.leads for c in conflict.claims} == {("市住房和城乡建设局",), ("市城市管理局",)}
    assert all(c.evidence and "抢险救援组" in c.evidence.quote for c in conflict.claims)


def test_unit_that_leads_in_one_plan_and_is_only_member_in_the_other_is_told(divided):
    assert "市住房和城乡建设局在《星湾市燃气事故应急预案》里牵头" in divided.duty_conflicts[0].reason
    assert "只是成员" in divided.duty_conflicts[0].reason


def test_conflict_stands_in_html_excel_and_json(divided):
    assert "同一任务的不同说法" in render_network_html(divided)
    sheet = load_workbook(io.BytesIO(render_network_xlsx(divided)))["同一任务的不同说法"]
    assert sheet.max_row == 3
    assert '"duty_conflicts"' in divided.to_json()


def test_lead_of_the_event_named_otherwise_by_a_third_plan(tmp_path):
    quake = gas(
        "星湾市地震应急预案",
        "市应急管理局",
        RESCUE.format("市消防救援支队", "市公安局"),
        "震后发生的燃气事故由市应急管理局牵头处置。",
    )
    plain = gas("星湾市燃气事故应急预案", "市城市管理局", RESCUE.format("市城市管理局", "市公安局"))
    (conflict,) = network(tmp_path, quake, plain).duty_conflicts
    assert (conflict.event, conflict.duty) == ("gas", "")


@pytest.mark.parametrize(
    ("title", "lead", "group"),
    [
        ("星湾市城镇燃气突发事件应急预案", "市住建局", RESCUE.format("市住建局", "市公安局")),  # abbreviation
        ("星湾市燃气保供应急预案", "市住房和城乡建设局", RESCUE.format("属地政府", "市公安局")),  # nobody firm
        ("星湾市燃气事故应急预案（2024年版）", "市应急管理局", RESCUE.format("市应急管理局", "市公安局")),  # edition
        ("月海市燃气事故应急预案", "市应急管理局", RESCUE.format("市应急管理局", "市公安局")),  # another city
        ("星湾市地震应急预案", "市应急管理局", RESCUE.format("市应急管理局", "市公安局")),  # another event
    ],
)
def test_no_conflict_is_invented(tmp_path, title, lead, group):
    plain = gas("星湾市燃气事故应急预案", "市住房和城乡建设局", RESCUE.format("市住房和城乡建设局", "市公安局"))
    assert network(tmp_path, plain, gas(title, lead, group)).duty_conflicts == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("市住建局", "市住房和城乡建设局", True),
        ("星湾市卫健委", "市卫生健康委员会", True),
        ("市公安局", "市公安局交警支队", True),
        ("市水利局", "市水务局", False),
        ("市城市管理局", "市应急管理局", False),
        ("市交通运输局", "市住房和城乡建设局", False),
    ],
)
def test_names_of_one_unit(one, other, same):
    assert same_unit(one, other) is same
