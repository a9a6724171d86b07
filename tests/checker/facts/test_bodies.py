"""Old names of bodies, placeholders, and the plan's own bodies and groups."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("发生事故后1小时内报告县安全生产监督管理局。", ["安全生产监督管理局"]),
        ("县国土资源局、县卫生计生委派员到场。", ["国土资源局", "卫生计生委"]),
        ("等待公安消防队救援。", ["公安消防队"]),
        ("县气象局、县水利局提供资料。", []),
        ("成员单位有省林业厅、省乡村振兴局和保监局。", ["保监局", "乡村振兴局", "林业厅"]),
        ("集团公司监察部参加调查。", []),
        ("依据《安全生产监督管理局值班规定》。", []),
        ("依据原国家安全生产监督管理总局令第88号。", []),
        ("县应急管理局（原安全生产监督管理局）负责指导。", []),
        ("发生突发公共事件时立即报告。", []),
    ],
)
def test_outdated_bodies(extract, sentence, names):
    facts = extract(f"## 4 应急响应\n\n{sentence}\n")
    assert [x.name for x in facts.outdated_bodies] == names


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("总指挥由×××担任。", True),
        ("总指挥：（待补充）", True),
        ("本预案由XX公司安全部负责解释。", True),
        ("值班电话：____。", True),
        ("某某公司负责人为总指挥。", True),
        ("配备2×300瓦照明灯。", False),
        ("预案编号：YLXX-2023-01。", False),
        ("主要负责人（签字）：____", False),
    ],
)
def test_placeholders(extract, sentence, found):
    assert bool(extract(f"## 2 组织机构\n\n{sentence}\n").placeholders) is found


def test_blanks_of_forms_are_no_placeholders(extract):
    facts = extract(
        """
## 4 应急响应

立即报告。

# 附件2 事故信息报告表

报告单位：XX公司 报告时间：____年__月__日

# 附件3 关于启动应急响应的通知

XX：

经总指挥同意，决定自 年 月 日起启动响应。
"""
    )
    assert facts.placeholders == ()


def test_groups_with_head_and_duties(extract):
    facts = extract(
        """
# 2 应急组织机构及职责

公司成立应急救援指挥部，下设抢险救援组、医疗救护组和后勤保障组。

## 2.1 抢险救援组

组长：刘强

职责：

（1）负责现场抢险；

（2）负责切断物料；

（3）负责堵漏。

## 2.2 医疗救护组

组长：王平

主要职责：负责救治伤员；负责联系医院。
"""
    )
    groups = {x.name: (x.duties, x.head) for x in facts.organisations}
    assert groups["抢险救援组"] == (3, "刘强")
    assert groups["医疗救护组"] == (2, "王平")
    assert {"应急救援指挥部", "后勤保障组"} <= set(groups)


def test_member_units(extract):
    facts = extract(
        """
## 2.3 成员单位

县防指成员单位包括：县应急局、县水利局、县气象局、县消防救援大队、北山供电公司。
""",
        title="北山县防汛应急预案",
    )
    names = {x.name for x in facts.organisations}
    assert {"县应急局", "县水利局", "县气象局", "县消防救援大队", "北山供电公司"} <= names
