"""Splitting invented laws and standards into clauses, and telling what is wrong with them."""

from __future__ import annotations

import pytest

from kb.texts.models import SourceLine, SourceText
from kb.texts.splitting import Split, split


def text_of(body: str) -> SourceText:
    lines = tuple(
        SourceLine(text=line.lstrip("# "), heading=line.startswith("#")) for line in body.strip().splitlines() if line
    )
    return SourceText(name="示例.md", sha256="0" * 64, lines=lines)


def split_text(body: str) -> Split:
    return split(text_of(body))


LAW = """
# 青山市演练办法
第一章 总则
第一条 为了做好演练，制定本办法。
第二条 所有单位都要演练。
依照第一条的规定执行的，从其规定。
第三条 演练分为：
（一）桌面演练；
（二）实战演练。
第二章 附则
第四条 本办法自2031年5月1日起施行。
"""


def test_articles_with_items_and_chapters() -> None:
    found = split_text(LAW)
    assert [c.number for c in found.clauses] == ["1", "2", "3", "4"]
    assert (found.style, found.stated, found.problems) == ("articles", 4, ())
    assert [p.number for p in found.clauses[2].parts] == ["", "1", "2"]
    assert found.clauses[3].under == "第二章 附则"
    assert "依照第一条" in found.clauses[1].text


def test_a_broken_line_in_a_sentence_is_no_article() -> None:
    found = split_text(LAW.replace("第三条 演练分为", "违反\n第三条规定的，要改正。\n第三条 演练分为"))
    assert [c.number for c in found.clauses] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ("第三条 演练分为：\n（一）桌面演练；\n（二）实战演练。\n", "", "gap", "缺第 3 条"),
        ("第三条 演练", "第三条 演练很重要。\n第三条 演练", "duplicate", "第三条出现了两次"),
        ("（二）实战", "（三）实战", "gap", "中间缺 1 项"),
        ("桌面演练；", "桌面演练的方怯；", "slip", "方怯"),
        ("所有单位都要演练。", "所有单位都要按照自己的实际情况每年做好一次演", "cut", "没有写完"),
        ("桌面演练；", "桌面\ufffd演练；", "slip", "读不出的字符"),
    ],
)
def test_problems_are_told(old: str, new: str, kind: str, says: str) -> None:
    problems = split_text(LAW.replace(old, new).replace("依照第一条的规定执行的，从其规定。\n", "")).problems
    assert any(p.kind == kind and says in p.message for p in problems), problems


STANDARD = """
# 1
1 范围
本文件规定了演练的要求。
# 4
4 总则
# 4.1
4 . 1 目的
演练目的有 3 个：
a) 检验；
b) 锻炼；
4）磨合。
# 4.3
4.3 方式
见附录。
# 附录A
附录 A （资料性）记录表
# A.1
A.1 表头
写明日期。
5.1.1 写在这里
5.1.2 写在这里
"""


def test_sections_annexes_and_their_gaps() -> None:
    found = split_text(STANDARD)
    assert found.style == "sections"
    assert [c.number for c in found.clauses][:6] == ["1", "4", "4.1", "4.3", "附录a", "附录a.1"]
    assert found.clauses[2].title == "目的"
    told = [p.message for p in found.problems]
    assert "缺 2、3" in told and "缺 4.2" in told
    assert any("分项 b 之后是 4" in m for m in told)
    assert found.stated == len({c.number for c in found.clauses if c.kind == "section"}) + 3


def test_outline_with_boxes_and_annex_tables() -> None:
    body = "一、总体\n（一）目标\n1.到明年做好。\n2.到后年做完。\n（二）任务\n"
    body += "专栏1 重点\n抓演练。\n二、保障\n钱要够。\n附件1 评审表"
    source = text_of(body)
    row = SourceLine(text="", cells=("总则", "编制依据", "1. 依据要有效，并且写明名称和编号，不能写错。"))
    found = split(source.model_copy(update={"lines": (*source.lines, row)}))
    assert [c.number for c in found.clauses] == [
        "一", "一(一)", "一(一)1", "一(一)2", "一(二)", "专栏1", "二", "附件1", "附件1·总则·编制依据",
    ]  # fmt: skip


def test_a_text_without_numbers_is_told() -> None:
    assert [p.kind for p in split_text("这是一段话。\n又一段话。").problems] == ["unread"]
