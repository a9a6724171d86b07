"""Digits of a watermark scattered in text copied out of a PDF."""

from __future__ import annotations

from checker.language.index import TextIndex
from checker.reading import read_text
from checker.reading.watermark import SEAM, remove

ROWS = [
    "1 适用范围",
    "0 本预案适用于公0司所辖桥梁、隧道内因大风、暴雨0等造成的突发事件处置工作。 0",
    "3 2 编制依据 3 3 3",
    "1依据《桥梁养护1管理办法》《隧道运行规程》等1规定，结合实际编制本预案。 1",
    "4 4 4 2 4",
    "03 应急响应 0 0 0",
    "3.14 预警行动 4 4 4",
    "0 巡查频次不应低于0每2小时一次，重点部位应0安排专人值守。 0",
    "a) 2调度中心应及时发2布信息，并在10分钟内报告2主管领导； 2",
    "b3) 养护单位应组3织人员到场，每1小时报告3一次现场情况。 3",
    "3.2 信息报告",
    "1 各岗位应在接报后3010分钟内1报告，不得迟报、漏1报。 1",
]


def test_scattered_digits_go_and_real_numbers_stay() -> None:
    marked, touched = remove(ROWS)
    cleaned = [line.replace(SEAM, "") for line in marked]
    assert SEAM in marked[1]
    assert touched >= 9
    assert cleaned[0] == "1 适用范围"
    assert cleaned[1] == "本预案适用于公司所辖桥梁、隧道内因大风、暴雨等造成的突发事件处置工作。"
    assert cleaned[2] == "2 编制依据"
    assert cleaned[4] == ""
    assert cleaned[5].split() == ["3", "应急响应"]
    assert cleaned[6] == "3.1 预警行动"
    assert "每2小时一次" in cleaned[7]
    assert "10分钟内" in cleaned[8]
    assert cleaned[9].startswith("b) 养护单位应组织人员到场，每1小时报告")


def test_headings_are_found_under_a_watermark_and_the_reader_says_so() -> None:
    plan = read_text("\n".join(ROWS))
    assert [f"{s.number} {s.title}" for s in plan.sections] == [
        "1 适用范围",
        "2 编制依据",
        "3 应急响应",
        "3.1 预警行动",
        "3.2 信息报告",
    ]
    assert any("水印" in w for w in plan.warnings)


def test_a_file_with_numbers_but_no_watermark_is_left_alone() -> None:
    rows = [f"{i} 灭火器 {i} 具，消防水带 {i} 盘，存放于 {i} 号库房 {i}" for i in range(1, 7)]
    rows += ["总指挥到场后应在10分钟内作出部署。"] * 30
    assert remove(rows) == (rows, 0)


def test_a_quote_ends_where_a_digit_was_taken_out() -> None:
    line = "7 本预案适用7于运营线路发7生淹水情形时的应急处7置工作，各单位应当按照本预案7执行。 7"
    raw = "\n".join([line] * 12)
    plan = read_text(raw, name="plan.txt")
    index = TextIndex.of(plan)
    found = [index.evidence(hit).quote for hit in index.find("应急处置|淹水情形")]
    assert found
    assert all("".join(quote.split()) in "".join(raw.split()) for quote in found)
