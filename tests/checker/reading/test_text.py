"""TXT and Markdown: encodings, pages, wrapped lines, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import InputError
from checker.language.index import TextIndex
from checker.reading import ReadOptions, read, read_text
from checker.reading.backends import detect
from checker.reading.tables import Meaning, column, columns

LINE = "为提高对突发事件的应对能力，切实做好各类突发事件的应急管理工作，"


def wrapped(pages: int = 3) -> str:
    """Text cut at 33 characters with page marks, running heads and page numbers."""
    out = []
    for page in range(1, pages + 1):
        out += [f"=== 第{page}页 ===", "某水库应急预案", f"{page} 第{page}章名称", f"{page}.1 编制目的"]
        out += [LINE, LINE[:-1] + "，", "最大限度减少损失。"] * 3
        out += [LINE, str(page)]
    return "\n".join(out)


def test_wrapped_lines_become_paragraphs_with_pages_and_breaks() -> None:
    plan = read_text(wrapped())
    texts = [p.text for p in plan.paragraphs]
    assert (LINE + LINE + "最大限度减少损失。") in texts
    assert not any(t in ("1", "2", "3") for t in texts)
    assert texts.count("某水库应急预案") == 0
    assert plan.source.pages == 3
    assert {s.page for s in plan.sections} == {1, 2, 3}


def test_attachments_at_the_top_of_pages_are_no_running_heads() -> None:
    pages = [
        f"=== 第{i}页 ===\n某水库应急预案\n附件{i}\n{name}\n{LINE}\n最大限度减少损失。\n{i}"
        for i, name in enumerate(("通讯录", "物资表", "流程图"), 1)
    ]
    texts = [p.text for p in read_text("\n".join([*pages, *[LINE] * 12])).paragraphs]
    assert [t.split()[0] for t in texts if t.startswith("附件")] == ["附件1", "附件2", "附件3"]
    assert "某水库应急预案" not in texts


def test_a_paragraph_over_a_page_break_knows_both_pages() -> None:
    head = ["=== 第1页 ===", *[LINE] * 12, "=== 第2页 ===", "最大限度减少损失。", *[LINE] * 3, "完。"]
    plan = read_text("\n".join(head))
    paragraph = plan.paragraphs[0]
    assert paragraph.page == 1
    assert paragraph.page_at(paragraph.text.index("最大限度")) == 2


def test_whole_lines_are_not_joined() -> None:
    plan = read_text("总指挥：张某\n副总指挥：李某\n成员：各部门负责人")
    assert [p.text for p in plan.paragraphs] == ["总指挥：张某", "副总指挥：李某", "成员：各部门负责人"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("一、总则\n本预案适用于全市突发事件的应对工作。".encode(codec))
    assert read(file).paragraphs[0].text == "一、总则"


def test_pipe_table() -> None:
    rows = [
        "| 姓名 | 职务 | 联系电话 |",
        "|---|---|---|",
        "| 张三 | 组长 | 13800000000 |",
        "| 李四 | 组员 | 13900000000 |",
    ]
    text = "\n".join(["表1 应急通讯录", *rows])
    plan = read_text(text)
    table = plan.tables[0]
    assert table.header == ("姓名", "职务", "联系电话")
    assert table.title == "表1 应急通讯录"
    assert plan.paragraph(table.paragraphs[0]).text == "| 张三 | 组长 | 13800000000 |"
    assert plan.paragraph(1).role == "caption"
    assert column(table, Meaning.TELEPHONE) == ("13800000000", "13900000000")
    assert columns(table)[Meaning.NAME] == 0


def test_table_repeated_header_on_the_next_page_is_joined() -> None:
    rows = "| 名称 | 数量 |\n| 灭火器 | 4 |\n=== 第2页 ===\n| 名称 | 数量 |\n| 铁锹 | 10 |"
    plan = read_text("=== 第1页 ===\n" + rows)
    assert len(plan.tables) == 1
    assert plan.tables[0].rows == (("灭火器", "4"), ("铁锹", "10"))
    assert plan.paragraph(plan.tables[0].paragraphs[1]).page == 2


def test_html_table_inside_markdown_keeps_spans() -> None:
    rows = '<tr><td>单位</td><td>职责</td></tr><tr><td rowspan="2">应急局</td><td>甲</td></tr><tr><td>乙</td></tr>'
    text = f"正文一句话。\n<table>{rows}</table>"
    assert read_text(text).tables[0].rows == (("应急局", "甲"), ("应急局", "乙"))


def test_invisible_and_private_characters() -> None:
    plan = read_text("应急\u00ad预\u200b案管理要求如下，请遵照执行。\n\uf06c 第一项")
    # Quotes stay verbatim; the index looks past what cannot be seen.
    assert [p.text for p in plan.paragraphs] == ["应急\u00ad预\u200b案管理要求如下，请遵照执行。", "\uf06c 第一项"]
    index = TextIndex.of(plan)
    hit = index.find("应急预案管理")[0]
    assert index.evidence(hit).shown == "应急预案管理要求如下，请遵照执行。"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-EMPTY"),
        (b"  \n\t", "E-EMPTY"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "E-KIND"),
        (bytes(range(256)) * 4, "E-KIND"),
    ],
)
def test_unusable_files_are_named(tmp_path: Path, data: bytes, code: str) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(file)
    assert caught.value.code == code
    assert "\n" not in caught.value.message


def test_kind_is_read_from_the_content() -> None:
    assert detect(b"%PDF-1.7 ...", "plan.docx") == "pdf"
    assert detect(b"<!DOCTYPE html><html>", "plan.txt") == "html"
    assert detect("一、总则".encode("gb18030"), "plan.doc") == "txt"
    assert detect("# 总则".encode(), "plan.md") == "md"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError):
            read(path, ReadOptions())
