"""The plans inside a file, and what each is."""

from __future__ import annotations

import pytest

from checker.plan import Kind, Subject
from checker.reading import ReadOptions, read_text

BODY = "各岗位人员应当按照职责分工做好处置工作，及时向公司总经理报告现场情况。"
MERGED = f"""编号：HX-YA-2024
北辰机械制造有限公司
生产安全事故应急预案
2024年3月
批准页
{BODY}
第一部分 综合应急预案
1 总则
1.1 适用范围
本预案适用于北辰机械制造有限公司厂区内生产安全事故的应急处置。
2 应急组织机构及职责
{BODY}
第二部分 专项应急预案
一、火灾事故专项应急预案
1 适用范围
{BODY}
二、机械伤害事故专项应急预案
1 适用范围
{BODY}
第三部分 现场处置方案
1 触电事故现场处置方案
1.1 事故风险描述
{BODY}
2 灼烫事故现场处置方案
2.1 事故风险描述
{BODY}
2.2 注意事项
{BODY}
附件1 应急通讯录
| 姓名 | 电话 |
| --- | --- |
| 王五 | 13900000000 |"""


def test_merged_file_is_split_with_kinds_and_shared_ranges() -> None:
    plan = read_text(MERGED)
    assert [(u.kind, u.title) for u in plan.units] == [
        (Kind.ENTERPRISE_COMPREHENSIVE, "综合应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "火灾事故专项应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "机械伤害事故专项应急预案"),
        (Kind.ENTERPRISE_ONSITE, "触电事故现场处置方案"),
        (Kind.ENTERPRISE_ONSITE, "灼烫事故现场处置方案"),
    ]
    first, last = plan.units[0], plan.units[-1]
    assert first.first == 1
    assert last.last == len(plan.paragraphs)
    assert all(a.last + 1 == b.first for a, b in zip(plan.units, plan.units[1:], strict=False))
    assert plan.paragraph(plan.shared[0][1] + 1).text == "第一部分 综合应急预案"
    assert plan.paragraph(plan.shared[1][0]).text == "附件1 应急通讯录"
    assert plan.units[1].sections[-1].title == "适用范围"
    assert plan.units[1].sections[-1].level == 1


def test_one_plan_has_no_shared_ranges() -> None:
    plan = read_text(f"甲公司综合应急预案\n1 总则\n1.1 适用范围\n{BODY}\n附件1 通讯录\n{BODY}")
    assert len(plan.units) == 1
    assert plan.shared == ()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("江北市突发事件总体应急预案", Kind.GOV_MASTER),
        ("江北市防汛应急预案", Kind.GOV_SPECIAL),
        ("江北省交通运输厅\n江北省公路突发事件应急预案", Kind.GOV_DEPARTMENT),
        ("江北市城镇燃气事故应急预案", Kind.GOV_SPECIAL),
        ("江北县柳林镇突发事件应急预案", Kind.TOWNSHIP),
        ("柳林街道办事处防汛应急预案", Kind.TOWNSHIP),
        ("江北省镇海市防汛应急预案", Kind.GOV_SPECIAL),
        ("河南省新乡市地震应急预案", Kind.GOV_SPECIAL),
        ("宏达化工有限公司突发环境事件应急预案", Kind.ENTERPRISE_ENVIRONMENT),
        ("宏达化工有限公司生产安全事故应急预案", Kind.ENTERPRISE_COMPREHENSIVE),
        ("宏达化工有限公司液氨泄漏现场处置方案", Kind.ENTERPRISE_ONSITE),
    ],
)
def test_kind_of_a_single_plan(head: str, kind: Kind) -> None:
    text = "县级以上人民政府" if kind.value.startswith("gov") or kind is Kind.TOWNSHIP else "本公司"
    scope = f"1 总则\n1.1 适用范围\n本预案适用于{text}应对突发事件的工作。"
    plan = read_text(f"{head}\n{scope}\n2 保障措施\n{text}做好保障。\n3 附则\n{text}负责解释。")
    assert [u.kind for u in plan.units] == [kind]
    assert plan.units[0].kind_reason


def test_attachment_of_a_government_plan_named_like_a_plan_is_no_unit() -> None:
    inner = f"附件1 分灾种应急预案\n1 雷电灾害应急预案\n1.1 灾害特点\n{BODY}\n1.2 适用范围\n{BODY}"
    text = f"江北市气象灾害应急预案\n1 总则\n1.1 编制目的\n{BODY}\n{inner}"
    plan = read_text(text, options=ReadOptions(kind=Kind.GOV_SPECIAL))
    assert len(plan.units) == 1


def test_what_the_user_says_stands() -> None:
    plan = read_text(MERGED, options=ReadOptions(kind=Kind.ENTERPRISE_SPECIAL, subject=Subject.HIGH_RISK))
    assert {u.kind for u in plan.units} == {Kind.ENTERPRISE_SPECIAL}
    assert plan.identity.subject is Subject.HIGH_RISK
    assert dict(plan.identity.words)["subject"] == "用户指定"


def test_no_title_is_one_unit() -> None:
    plan = read_text("每半年至少组织一次现场处置方案演练。")
    assert [(u.first, u.last) for u in plan.units] == [(1, 1)]


def test_a_title_on_the_cover_and_over_the_text_is_one_plan() -> None:
    title = "云海地铁运营线路大风专项应急预案"
    text = f"{title}\n编号：YH-01\n前言\n本预案自发布之日起实施。\n{title}\n1 适用范围\n{BODY}\n2 编制依据\n{BODY}"
    plan = read_text(text)
    assert [u.title for u in plan.units] == [title]
    assert [s.title for s in plan.sections] == ["前言", "适用范围", "编制依据"]


def _handed_over(name: str, number: int) -> str:
    duty = "市人民政府有关部门应当按照职责分工做好应对工作，县级以上人民政府负责本行政区域内的处置。"
    return f"""云岭市人民政府办公室关于印发
{name}的通知
云政办发〔2024〕{number}号
各县区人民政府，市人民政府各部门：
《{name}》已经市政府同意，现印发给你们，请认真贯彻执行。
云岭市人民政府办公室
2024年5月10日
{name}
1 总则
1.1 编制目的
{duty}
2 组织指挥体系
{duty}
3 附则
{duty}
附件：1.响应流程图
附件1
响应流程图"""


def test_two_plans_handed_over_by_notices() -> None:
    plan = read_text(
        "\n".join(_handed_over(n, i) for i, n in enumerate(["云岭市防汛应急预案", "云岭市地震应急预案"], 5))
    )
    assert [u.title for u in plan.units] == ["云岭市防汛应急预案", "云岭市地震应急预案"]
    assert plan.paragraph(plan.units[1].first).text.startswith("云岭市人民政府办公室关于印发")
    assert plan.shared == ()
    assert [[s.title for s in u.sections if s.level == 1] for u in plan.units] == [
        ["总则", "组织指挥体系", "附则", "响应流程图"]
    ] * 2


def test_a_part_ends_the_plan_before_it() -> None:
    plan = read_text(MERGED.replace("附件1 应急通讯录", "第四部分 附件\n附件1 应急通讯录"))
    assert [(s.level, s.title) for s in plan.units[-1].sections][-2:] == [(1, "附件"), (2, "应急通讯录")]


def test_titles_of_their_kind_begin_plans_whatever_their_chapters_are_called() -> None:
    text = """
星湾化肥有限公司生产安全事故应急预案

目 录

第一部分 综合应急预案 1

第二部分 液氨泄漏事故专项预案 9

第一部分 综合应急预案

1 总则

1.1 编写目的

为做好应急工作，编写本预案。

1.2 预案的组成

预案由液氨泄漏事故专项预案和下列方案组成：

一、氨罐区泄漏现场处置方案

二、清槽作业窒息现场处置方案

2 指挥机构

总经理任总指挥。

第二部分 液氨泄漏事故专项预案

1 什么时候用

氨区发生泄漏时用本专项预案。

2 分工

班长负责切断。

第三部分 现场处置方案

一、氨罐区泄漏现场处置方案

1 怎样发现

有刺激气味。

2 怎样做

关阀，喷淋。

二、清槽作业窒息现场处置方案

1 怎样发现

监护人呼叫无应答。
"""
    plan = read_text(text)
    assert [(u.kind, u.title) for u in plan.units] == [
        (Kind.ENTERPRISE_COMPREHENSIVE, "综合应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "液氨泄漏事故专项预案"),
        (Kind.ENTERPRISE_ONSITE, "氨罐区泄漏现场处置方案"),
        (Kind.ENTERPRISE_ONSITE, "清槽作业窒息现场处置方案"),
    ]
