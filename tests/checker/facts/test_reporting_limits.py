"""Time limits of reports, and the telephones to report to."""

from __future__ import annotations

import pytest


def limits(facts):
    return [(x.sender, x.to, x.limit_minutes) for x in facts.reporting]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "主要负责人接到报告后，应当于1小时内向县应急管理局报告。",
            [("主要负责人", "县应急管理局", 60)],
        ),
        (
            "值班人员应在15分钟内电话报告总指挥，总指挥接报后半小时内报告县应急管理局。",
            [("值班人员", "总指挥", 15), ("总指挥", "县应急管理局", 30)],
        ),
        (
            "县局接报后30分钟内用电话、1小时内用书面向县政府报告。",
            [("县局", "县政府", 30), ("县局", "县政府", 60)],
        ),
        ("公司负责人1小时内报区住建局、区应急管理局。", [("公司负责人", "区住建局、区应急管理局", 60)]),
        (
            "总指挥在1小时内向临港区应急管理局、园区管委会书面或电话报告。",
            [("总指挥", "临港区应急管理局、园区管委会", 60)],
        ),
        ("自事故发生之日起30日内伤亡人数变化的，应当及时补报。", [("", "", 43200)]),
        ("重大险情处置中，每30分钟续报处置进展。", [("", "", 30)]),
        ("详细信息最迟不得晚于事发后2小时报送县委。", [("", "县委", 120)]),
        ("组长号码见附表，变动的3日内报办公室更新。", []),
    ],
)
def test_limits(extract, sentence, expected):
    assert limits(extract(f"## 4.1 信息报告\n\n{sentence}\n")) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "事件发生后24小时内举行新闻发布会。",
        "预报未来24小时内有暴雨时报告指挥部。",
        "应急队伍接报后30分钟内到达现场。",
        "预案公布之日起20个工作日内向县应急管理局备案。",
        "实行24小时值班，发现险情立即报告。",
        "领导小组在2小时内决定是否启动响应。",
    ],
)
def test_other_times_are_no_limits(extract, sentence):
    assert limits(extract(f"## 4.1 信息报告\n\n{sentence}\n")) == []


def test_duty_phones(extract):
    facts = extract(
        """
## 4.1 信息报告

24小时应急值班电话：0379-66661234。传真：0379-66661235。火警119。供热服务热线96069。

附件1 通讯录

| 单位 | 电话 |
| --- | --- |
| 公司调度室 | 66665678 |
| 张三 | 13800000000 |
"""
    )
    assert {x.number for x in facts.duty_phones} == {"0379-66661234", "96069", "66665678"}


@pytest.mark.parametrize(
    ("sentence", "sender"),
    [
        ("领导小组查明情况后，应在2小时内向县应急管理局报告。", "领导小组"),
        ("通信联络组组长在响应启动后5分钟内用电话通报下列单位。", "通信联络组组长"),
        ("公司主要负责人应于1小时内向县应急管理局报告。", "公司主要负责人"),
        ("研判意见在接报后10分钟内报总指挥。", ""),
        ("信息上报：立即电话、1小时内书面报告县应急管理局。", ""),
    ],
)
def test_who_reports(extract, sentence, sender):
    facts = extract(f"## 4.1 信息报告\n\n{sentence}\n")
    assert [x.sender for x in facts.reporting] == [sender]
