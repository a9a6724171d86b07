"""Word files through the DOCX backend: what a reader would see, in the order he sees it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.reading.docx import read_raw
from checker.reading.options import ReadOptions
from checker.reading.raw import Block, RawDocument, RawTable
from tests.checker.reading.making import level, listed, paragraph, write_docx

SHARED = Path(__file__).resolve().parents[3] / "../shared"

LEGAL = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1")
    + level(1, "decimal", "%1.%2")
    + level(2, "decimal", "（%3）")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">' + level(0, "chineseCounting", "第%1章") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)


def read(path: Path) -> RawDocument:
    return read_raw(path, ReadOptions())


def lines(document: RawDocument) -> list[str]:
    return [f"{b.number} {b.text}".strip() for b in document.blocks if isinstance(b, Block)]


def table(document: RawDocument) -> RawTable:
    return next(b for b in document.blocks if isinstance(b, RawTable))


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def test_numbers_count_by_level_and_restart_under_a_new_parent(tmp_path: Path) -> None:
    body = (
        listed("总则", 1) + listed("编制目的", 1, 1) + listed("适用范围", 1, 1) + listed("甲类", 1, 2)
        + listed("组织机构", 1) + listed("指挥部", 1, 1)
    )  # fmt: skip
    document = read(write_docx(tmp_path / "a.docx", body, numbering=LEGAL))
    assert lines(document) == ["1 总则", "1.1 编制目的", "1.2 适用范围", "（1） 甲类", "2 组织机构", "2.1 指挥部"]
    assert [b.number_depth for b in document.blocks if isinstance(b, Block)] == [0, 1, 1, 2, 0, 1]


def test_start_override_restarts_a_shared_list(tmp_path: Path) -> None:
    body = listed("甲", 1) + listed("乙", 1) + listed("丙", 3) + listed("丁", 3)
    assert lines(read(write_docx(tmp_path / "a.docx", body, numbering=LEGAL))) == ["1 甲", "2 乙", "1 丙", "2 丁"]


def test_bullets_are_no_numbers_and_chapters_count_in_chinese(tmp_path: Path) -> None:
    body = listed("总则", 2) + listed("灭火毯", 4) + listed("附则", 2)
    assert lines(read(write_docx(tmp_path / "a.docx", body, numbering=LEGAL))) == [
        "第一章 总则",
        "灭火毯",
        "第二章 附则",
    ]


def test_heading_style_brings_outline_and_number_by_inheritance(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章标题"/><w:basedOn w:val="2"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    )
    body = paragraph("总则", style="2") + paragraph("附则", style="x")
    first, second = read(write_docx(tmp_path / "a.docx", body, numbering=LEGAL, styles=styles)).blocks
    assert isinstance(first, Block) and isinstance(second, Block)
    assert (first.number, first.outline, first.centred) == ("1", 1, False)
    assert (second.number, second.outline, second.centred, second.bold, second.size) == ("2", 1, True, True, 22.0)


def test_style_finds_its_own_level_of_the_list(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1")
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="3"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = listed("总则", 1) + paragraph("编制目的", style="3")
    document = read(write_docx(tmp_path / "a.docx", body, numbering=numbering, styles=styles))
    assert lines(document) == ["1 总则", "1.1 编制目的"]
    assert document.blocks[1].outline == 2  # type: ignore[union-attr]


def test_a_paragraph_that_only_ends_a_section_takes_no_number(tmp_path: Path) -> None:
    empty = '<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:sectPr/></w:pPr></w:p>'
    assert lines(read(write_docx(tmp_path / "a.docx", empty + listed("总则", 2), numbering=LEGAL))) == ["第一章 总则"]


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>每</w:t></w:r><w:del w:id="1"><w:r><w:delText>三</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>半</w:t></w:r></w:ins><w:r><w:t>年演练一次。</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>总指挥</w:t></w:r></w:p>'
        + paragraph("由厂长担任。")
    )  # fmt: skip
    assert lines(read(write_docx(tmp_path / "a.docx", body))) == ["每半年演练一次。", "总指挥由厂长担任。"]


def test_fields_show_their_result_and_contents_are_set_apart(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        f'<w:p>{mark("begin")}<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>{mark("separate")}'
        f"<w:r><w:t>1 总则</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>1</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>2 附则</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>9</w:t></w:r></w:p>"
        f"<w:p>{mark('end')}</w:p>"
        f"<w:p><w:r><w:t>见第</w:t></w:r>{mark('begin')}<w:r><w:instrText> REF a </w:instrText></w:r>"
        f"{mark('separate')}<w:r><w:t>3</w:t></w:r>{mark('end')}<w:r><w:t>章。</w:t></w:r></w:p>"
    )
    blocks = read(write_docx(tmp_path / "a.docx", body)).blocks
    assert [(b.text, b.kind) for b in blocks if isinstance(b, Block)] == [
        ("1 总则 1", "contents"), ("2 附则 9", "contents"), ("见第3章。", "text"),
    ]  # fmt: skip


def test_an_unclosed_contents_field_does_not_swallow_the_plan(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>' + paragraph("总指挥负责启动响应。")
    )
    assert read(write_docx(tmp_path / "a.docx", body)).blocks[0].kind == "text"  # type: ignore[union-attr]


def test_text_boxes_controls_and_notes_are_read(tmp_path: Path) -> None:
    box = (
        '<w:p><w:r><w:t>组织机构见图</w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"<w:txbxContent>{paragraph('应急指挥部')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox><w:txbxContent>{paragraph('应急指挥部')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('版本号：A/2')}</w:sdtContent></w:sdt>"
    note = '<w:p><w:r><w:t>按规定报告</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">{paragraph("一小时内。")}</w:footnote>'
    document = read(write_docx(tmp_path / "a.docx", box + control + note, footnotes=notes))
    assert [(b.text, b.kind) for b in document.blocks if isinstance(b, Block)] == [
        ("组织机构见图", "text"), ("应急指挥部", "textbox"), ("版本号：A/2", "text"), ("按规定报告", "text"),
        ("一小时内。", "note"),
    ]  # fmt: skip


def test_merged_cells_are_repeated_and_numbered_cells_keep_their_number(tmp_path: Path) -> None:
    rows = (
        "<w:tr>" + cell(paragraph("序号")) + cell(paragraph("联系人"), '<w:gridSpan w:val="2"/>') + "</w:tr>"
        "<w:tr>" + cell(listed("", 1)) + cell(paragraph("指挥部"), '<w:vMerge w:val="restart"/>')
        + cell(paragraph("王某")) + "</w:tr>"
        "<w:tr>" + cell(listed("", 1)) + cell(paragraph(""), "<w:vMerge/>") + cell(paragraph("李某")) + "</w:tr>"
    )  # fmt: skip
    document = read(write_docx(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>", numbering=LEGAL))
    assert table(document).rows == (("序号", "联系人", "联系人"), ("1", "指挥部", "王某"), ("2", "指挥部", "李某"))


def test_a_frame_of_one_column_is_running_text(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr>{cell(paragraph('总则') + paragraph('本预案适用于本厂。'))}</w:tr></w:tbl>"
    assert lines(read(write_docx(tmp_path / "a.docx", body))) == ["总则", "本预案适用于本厂。"]


def test_headers_footers_and_watermarks_are_furniture(tmp_path: Path) -> None:
    header = paragraph("青石化工应急预案") + '<w:p><w:r><w:pict><v:textpath string="受控文件"/></w:pict></w:r></w:p>'
    document = read(write_docx(tmp_path / "a.docx", paragraph("总则"), header=header, footer=paragraph("第1页")))
    assert lines(document) == ["总则"]
    assert set(document.furniture) == {"青石化工应急预案", "受控文件", "第1页"}


def test_line_breaks_part_paragraphs_but_not_titles(tmp_path: Path) -> None:
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:r><w:t>青石化工有限公司</w:t><w:br/><w:t>应急预案</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>1 总则</w:t><w:br/><w:t>1.1 编制目的</w:t></w:r></w:p>"
    )
    assert lines(read(write_docx(tmp_path / "a.docx", body))) == ["青石化工有限公司 应急预案", "1 总则", "1.1 编制目的"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E-EMPTY"),
        (b"PK\x03\x04 not really a zip", "E-DAMAGED"),
        (b"%PDF-1.4", "E-KIND"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "E-KIND"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "E-ENCRYPTED"),
    ],
)
def test_unusable_files_say_what_is_wrong(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.code == code


def test_a_file_of_pictures_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(write_docx(tmp_path / "a.docx", "<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert caught.value.code == "E-NO-TEXT"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:p>&c;</w:p>'
    path = write_docx(tmp_path / "a.docx", "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.code == "E-DAMAGED"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared plans")
def test_the_hotel_plan_keeps_its_automatic_numbers() -> None:
    document = read(SHARED / "plans/ent-hotel-ziyingtai.docx")
    found = lines(document)
    for heading in ("一、 综合应急预案", "二、 专项应急预案", "三、 现场处置方案", "1.1 适用范围", "2.2.1 总指挥职责"):
        assert heading in found
    assert sum(isinstance(b, RawTable) for b in document.blocks) == 8
