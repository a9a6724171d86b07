"""The heading tree on the numbering people use; texts are invented."""

from __future__ import annotations

import pytest

from checker.plan import Plan
from checker.reading import read_text

BODY = "各部门应当按照职责分工做好相关工作，及时报告处置情况，并配合上级部门开展救援。"


def outline(text: str) -> list[str]:
    """The tree as `level number title` lines."""
    return [f"{s.level} {s.number} {s.title}".replace("  ", " ") for s in read_text(text).sections]


def test_chapters_sections_and_han_numbers() -> None:
    text = f"""青山县地震应急预案
第一章 总则
第一节 编制目的
{BODY}
第二章 组织体系
第一节 指挥机构
一、县指挥部
{BODY}
（一）指挥长职责
{BODY}
（二）副指挥长职责
{BODY}
二、县指挥部办公室
{BODY}
第三章 附则
{BODY}"""
    assert outline(text) == [
        "1 第一章 总则",
        "2 第一节 编制目的",
        "1 第二章 组织体系",
        "2 第一节 指挥机构",
        "3 一、 县指挥部",
        "4 （一） 指挥长职责",
        "4 （二） 副指挥长职责",
        "3 二、 县指挥部办公室",
        "1 第三章 附则",
    ]


def test_decimals_and_a_nested_series_of_bare_numbers() -> None:
    text = f"""1 总则
1.1 编制目的
{BODY}
2 善后处理
2.1 补偿
1.转移群众生活救助
{BODY}
2.设施修复
{BODY}
3.保险理赔
{BODY}
3 应急保障
3.1 经费保障
{BODY}"""
    assert outline(text) == [
        "1 1 总则",
        "2 1.1 编制目的",
        "1 2 善后处理",
        "2 2.1 补偿",
        "3 1. 转移群众生活救助",
        "3 2. 设施修复",
        "3 3. 保险理赔",
        "1 3 应急保障",
        "2 3.1 经费保障",
    ]


def test_list_items_are_no_headings() -> None:
    text = f"""1 响应终止
1.1 终止条件
（1）事故现场得到有效控制；
（2）受伤人员全部得到救治；
（3）次生灾害隐患消除。
1.2 信息报告内容如下：
a）时间、地点；
b）简要经过。
1.3 工作组
（1）综合协调组
{BODY}
（2）后勤保障组
{BODY}"""
    assert outline(text) == [
        "1 1 响应终止",
        "2 1.1 终止条件",
        "2 1.3 工作组",
        "3 （1） 综合协调组",
        "3 （2） 后勤保障组",
    ]


def test_numbered_sentences_are_no_headings() -> None:
    text = f"""1 应急机构
1.1 应急指挥机构由运营调度中心和各车站组成，负责现场指挥。
1.2 应急指挥机构主要职责如下：
a）{BODY}
2 应急响应
2.1 信息报告
{BODY}"""
    assert outline(text) == ["1 1 应急机构", "1 2 应急响应", "2 2.1 信息报告"]


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        (f"1 总则 1.1 编制目的\n{BODY}", ["1 总则", "1.1 编制目的"]),
        ("1.1 编制依据 《中华人民共和国安全生产法》《某某省安全生产条例》等，制定本预案。", ["1.1 编制依据"]),
        ("1.1 工作原则 （1）坚持生命至上。以维护群众生命安全为第一目标。", ["1.1 工作原则"]),
        (f"1.1 信息报告流程 a）{BODY}", ["1.1 信息报告流程"]),
        ("1.1 排水场景设定依据排水能力的风险辨识，现场处置分为两个场景。", ["1.1 排水场景设定"]),
        ("１．１　编制目的　各部门应当按照职责分工做好相关工作，及时报告。", ["１．１ 编制目的"]),
        ("（一）编制目的。为了规范应急工作，提高处置能力，制定本预案。", ["（一） 编制目的。"]),
    ],
)
def test_glued_lines_are_parted(line: str, heads: list[str]) -> None:
    plan = read_text(line + "\n1.2 适用范围\n" + BODY)
    assert [p.text.replace("\u3000", " ") for p in plan.paragraphs if p.role == "heading"][: len(heads)] == [
        h.replace("（一） ", "（一）") for h in heads
    ]
    assert "".join("".join(p.text for p in plan.paragraphs).split()).startswith("".join(line.split()))


def test_attachment_label_and_title_on_two_lines_and_the_list_of_attachments() -> None:
    text = f"""一、总则
{BODY}
二、附则
{BODY}
附件：1.响应流程图
2.应急通讯录
附件1
响应流程图
附件2
应急通讯录
| 姓名 | 电话 |
| --- | --- |
| 李四 | 0379-1234567 |"""
    assert outline(text) == ["1 一、 总则", "1 二、 附则", "1 附件1 响应流程图", "1 附件2 应急通讯录"]


def test_a_preface_has_nothing_below_it() -> None:
    assert outline(f"前言\n{BODY}\n1 适用范围\n{BODY}\n2 编制依据\n{BODY}") == [
        "1 前言",
        "1 1 适用范围",
        "1 2 编制依据",
    ]


def test_numbers_lost() -> None:
    text = f"""天华商贸有限公司综合应急预案
总则
适用范围
{BODY}
响应分级
{BODY}
应急组织机构及职责
{BODY}
应急响应
信息报告
{BODY}
后期处置
{BODY}"""
    assert outline(text) == [
        "1 总则",
        "2 适用范围",
        "2 响应分级",
        "1 应急组织机构及职责",
        "1 应急响应",
        "2 信息报告",
        "1 后期处置",
    ]


def test_markdown_levels_and_flat_markdown() -> None:
    assert outline(f"# 总则\n## 适用范围\n{BODY}\n# 应急响应\n## 信息报告\n{BODY}") == [
        "1 总则",
        "2 适用范围",
        "1 应急响应",
        "2 信息报告",
    ]
    flat = f"# 第一章 总 则\n# 1.1 编制目的\n{BODY}\n# 第二章 组织体系\n# 2.1 指挥机构\n# （1）指挥长\n{BODY}"
    assert outline(flat) == [
        "1 第一章 总 则",
        "2 1.1 编制目的",
        "1 第二章 组织体系",
        "2 2.1 指挥机构",
        "3 （1） 指挥长",
    ]


def test_contents_page_is_kept_as_data() -> None:
    text = (
        f"目录\n1 总则 ...... 1\n1.1 适用范围 ...... 1\n2 附则 ...... 9\n1 总则\n1.1 适用范围\n{BODY}\n2 附则\n{BODY}"
    )
    plan = read_text(text)
    assert [(e.number, e.title, e.page) for e in plan.contents] == [
        ("1", "总则", "1"),
        ("1.1", "适用范围", "1"),
        ("2", "附则", "9"),
    ]
    assert [s.paragraph for s in plan.sections] == [5, 6, 8]
    assert _roles(plan, "contents") == 4


def test_contents_without_title_or_pages_come_twice() -> None:
    listed = "1 总则 1.1 编制目的\n1.2 适用范围\n2 附则\n2.1 预案解释"
    written = f"1 总则 1.1 编制目的\n{BODY}\n1.2 适用范围\n{BODY}\n2 附则\n2.1 预案解释\n{BODY}"
    text = f"江北市防汛应急预案\n{listed}\n{written}"
    assert outline(text) == ["1 1 总则", "2 1.1 编制目的", "2 1.2 适用范围", "1 2 附则", "2 2.1 预案解释"]


def _roles(plan: Plan, role: str) -> int:
    return sum(p.role == role for p in plan.paragraphs)


def test_a_heading_before_the_command_is_a_heading() -> None:
    text = f"1 组织体系\n1.1 指挥部设置\n指挥部由县长任指挥长。{BODY}\n1.2 指挥部职责\n指挥部负责统一指挥。{BODY}"
    assert outline(text) == ["1 1 组织体系", "2 1.1 指挥部设置", "2 1.2 指挥部职责"]


def test_a_defined_term_is_none() -> None:
    text = f"1 术语\n1.1 行车调度员\n是指负责指挥列车运行的人员。\n2 组织体系\n2.1 领导机构\n{BODY}"
    assert outline(text) == ["1 1 术语", "1 2 组织体系", "2 2.1 领导机构"]


def test_short_sentences_with_a_full_stop_and_nothing_below_are_items() -> None:
    text = f"""1 应急响应
1.1 启动条件调整
1.1.1 对发生在敏感地区的事件，启动条件可适当调整。
1.1.2 县政府决定的其他事项。
1.2 社会动员
1.2.1 {BODY}
1.2.2 完善区域协作机制。
2 附则
{BODY}"""
    assert outline(text) == ["1 1 应急响应", "2 1.1 启动条件调整", "2 1.2 社会动员", "1 2 附则"]


def test_an_abbreviation_in_brackets_makes_no_title_too_long() -> None:
    name = "各乡镇人民政府、各街道办事处及开发区管委会（以下简称乡镇政府）防灾减灾主管机构"
    text = f"一、组织体系\n（一）县应急局\n{BODY}\n（二）{name}\n{BODY}\n二、附则\n{BODY}"
    assert outline(text) == ["1 一、 组织体系", "2 （一） 县应急局", f"2 （二） {name}", "1 二、 附则"]


def test_what_the_chapters_of_another_plan_hold_is_a_list() -> None:
    listed = "一、总则：包括编制目的和适用范围等内容。\n二、应急处置：包括先期处置、信息报告等内容。"
    text = f"1 总则\n1.1 适用范围\n{BODY}\n附件1 村级预案大纲\n{listed}"
    assert outline(text) == ["1 1 总则", "2 1.1 适用范围", "1 附件1 村级预案大纲"]


def test_a_caption_set_as_a_heading_is_none() -> None:
    assert outline(f"# 1 总则\n{BODY}\n# 表 1-2 物资分布情况\n{BODY}\n# 2 附则\n{BODY}") == ["1 1 总则", "1 2 附则"]


def test_a_post_glued_to_its_duties_is_parted_where_the_file_repeats_it() -> None:
    glued = "3.1.2 值班调度长处置工作结束后，值班调度长应当向公司领导报告恢复情况并做好记录。"
    text = f"""1 信息报告
1.1 调度中心
1.1.1 行车调度员
{BODY}
1.1.2 值班调度长
{BODY}
2 应急处置
2.1 调度中心
2.1.1 行车调度员
{BODY}
2.1.2 值班调度长
{BODY}
3 应急恢复
3.1 调度中心
3.1.1 行车调度员
{BODY}
{glued}"""
    assert outline(text)[-2:] == ["3 3.1.1 行车调度员", "3 3.1.2 值班调度长"]


def test_a_typed_number_counts_more_than_a_list_that_crept_in() -> None:
    text = f"## 编制依据\n3. 一、法律法规\n{BODY}\n4. 二、标准规范\n{BODY}\n## 适用范围\n{BODY}"
    assert outline(text) == ["1 编制依据", "2 一、 法律法规", "2 二、 标准规范", "1 适用范围"]


@pytest.mark.parametrize("listed", [True, False])
def test_attachment_titles_on_two_lines(listed: bool) -> None:
    first = "云海机械制造有限公司\n应急救援物资清单"
    second = "突发燃气泄漏事件\n应急指挥部成员及工作组职责" if listed else "工作组职责"
    rows = "附件：1. 云海机械制造有限公司应急救援物资清单\n2. 突发燃气泄漏事件应急指挥部成员及工作组职责\n"
    table = "| 名称 | 数量 |\n| 沙袋 | 9 |"
    plan = f"1 总则\n{BODY}\n2 附则\n{BODY}\n{rows if listed else ''}"
    text = f"{plan}附件1\n{first}\n{table}\n附件2\n{second}\n{BODY}"
    assert [line.replace(" ", "") for line in outline(text)[2:]] == [
        "1附件1云海机械制造有限公司应急救援物资清单",
        "1附件2" + second.replace("\n", ""),
    ]


def test_a_file_that_closes_its_headings_with_colons() -> None:
    text = f"""一、编制目的：
{BODY}
二、组织机构及职责：
（一）领导小组：
组长：李某
（二）小组分工：
1、统一指挥；
2、调集力量。
三、预警与响应：
（一）蓝色预警响应：
{BODY}
（二）黄色预警响应：
{BODY}
四、后期处置：
{BODY}"""
    assert outline(text) == [
        "1 一、 编制目的",
        "1 二、 组织机构及职责",
        "2 （一） 领导小组",
        "2 （二） 小组分工",
        "1 三、 预警与响应",
        "2 （一） 蓝色预警响应",
        "2 （二） 黄色预警响应",
        "1 四、 后期处置",
    ]
