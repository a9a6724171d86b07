"""Connections in a check: with an upper plan, with a corrected profile, by region, and without any of them."""

from __future__ import annotations

import json

from checker.cli import run

LUOYANG = """
# 洛阳市涧西区火灾事故应急预案

## 1 总则

依据《洛阳市突发公共事件总体应急预案》制定本预案。

## 2 应急响应

应急响应分为一级、二级、三级、四级。发生火灾立即报告，组织抢险救援和人员疏散，由指挥部统一指挥。

## 3 后期处置

做好善后和恢复，落实应急保障。每三年组织一次演练。
"""


def checked(tmp_path, text, *given):
    plan, out = tmp_path / "plan.md", tmp_path / "out.json"
    plan.write_text(text, encoding="utf-8")
    assert run(["check", str(plan), "--as-of", "2026-11-23", "--json", str(out), *given]) == 0
    return {c["aspect"]: c for c in json.loads(out.read_text(encoding="utf-8"))["connections"]}


def test_region_profile_is_used_where_the_region_fits(tmp_path, capsys):
    found = checked(tmp_path, LUOYANG)
    assert found["basis"]["verdict"] == "partially_compliant"  # the superseded title of the master plan
    assert found["drill"]["verdict"] == "non_compliant"  # three years where the city wants two


def test_no_region_no_upper_plan_no_connections(tmp_path, capsys):
    assert checked(tmp_path, LUOYANG.replace("洛阳市涧西区", "星湾市")) == {}


def test_upper_plan_gives_one_entry_for_each_aspect(tmp_path, samples, capsys):
    found = checked(tmp_path, LUOYANG, "--upper", str(samples / "03-master-plan.md"))
    assert len(found) == 10


def test_corrected_profile_serves_as_upper_plan(tmp_path, samples, capsys):
    profile = tmp_path / "profile.json"
    assert run(["profile", str(samples / "03-master-plan.md"), "--json", str(profile)]) == 0
    written = profile.read_text(encoding="utf-8").replace("云泽市突发事件总体应急预案", "星湾市突发事件总体应急预案")
    profile.write_text(written, encoding="utf-8")
    found = checked(tmp_path, LUOYANG, "--upper", str(profile))
    assert "星湾市突发事件总体应急预案" in found["basis"]["reason"]


def test_connect_writes_the_comparison_alone(tmp_path, samples, capsys):
    out = tmp_path / "c.json"
    given = [str(samples / "04-gov-special.docx"), "--upper", str(samples / "03-master-plan.md")]
    assert run(["connect", *given, "--json", str(out), "--html", str(tmp_path / "c.html")]) == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["schema"] == "plancheck.connection/1"
    assert len(data["connections"]) == 10
    assert "<script" not in (tmp_path / "c.html").read_text(encoding="utf-8")
