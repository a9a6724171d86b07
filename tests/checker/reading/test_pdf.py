"""PDF files through the PDF backend: lines, tables, furniture, and what cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest

from checker.errors import InputError
from checker.reading import ReadOptions
from checker.reading import read as read_plan
from checker.reading.pdf import read_raw
from checker.reading.raw import Block, RawDocument, RawTable
from tests.checker.reading.making import Page, grid_rules, write_pdf

SHARED = Path(__file__).resolve().parents[3] / "../shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared plans")
PROSE = (
    "为规范本厂生产安全事故应急管理和响应程序，最大限度减少人员伤亡，",
    "根据有关法律法规和本厂的实际情况，经厂务会议研究，制定本预案。",
    "本预案适用于本厂厂区范围内发生的火灾、爆炸、中毒和窒息等事故。",
    "发现险情的人员应当立即向值班室报告，值班人员接报后通知总指挥。",
    "总指挥根据事故的危害程度和影响范围，决定启动相应级别的响应。",
    "各应急小组接到通知后十五分钟内赶到指定地点集合，清点到场人数。",
    "响应结束以后，由安全管理部门组织总结评估，并且提出改进的意见。",
    "每年至少组织一次综合应急预案演练，每半年组织一次现场处置演练。",
)


def read(path: Path, **options: object) -> RawDocument:
    return read_raw(path, ReadOptions(**options))  # type: ignore[arg-type]


def lines(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def tables(document: RawDocument) -> list[RawTable]:
    return [block for block in document.blocks if isinstance(block, RawTable)]


def prose(page: Page, top: float = 120, count: int = 6, start: int = 0) -> Page:
    """Lines that differ from page to page with `start`, as real pages do."""
    for index in range(count):
        page.line(PROSE[(start + index) % len(PROSE)], top + 28 * index, size=12)
    return page


def table_page(cells: list[list[str]], top: float, page: Page | None = None) -> Page:
    page = page or Page()
    xs, ys = [80.0, 200.0, 330.0, 480.0], [top + 30 * i for i in range(len(cells) + 1)]
    page.rules += grid_rules(xs, ys)
    for y, row in zip(ys, cells, strict=False):
        for x, text in zip(xs, row, strict=False):
            if text:
                page.line(text, y + 20, x + 6, 12)
    return page


def test_lines_carry_page_place_size_and_centring(tmp_path: Path) -> None:
    title = prose(Page().line("青石化工有限公司应急预案", 80, 177, 20))
    first, second, *_ = read(write_pdf(tmp_path / "a.pdf", [title])).blocks
    assert isinstance(first, Block) and isinstance(second, Block)
    assert first.text == "青石化工有限公司应急预案"
    assert (first.page, first.wrapped, first.centred, second.centred) == (1, True, True, False)
    assert first.size == pytest.approx(20, abs=1)
    assert first.bbox == pytest.approx((177, 62.4, 417, 82.4), abs=2)


def test_lines_come_top_down_whatever_the_file_order(tmp_path: Path) -> None:
    page = Page().line("二、职责", 300).line("一、总则", 100).line("三、响应", 500)
    assert lines(read(write_pdf(tmp_path / "a.pdf", [page]))) == ["一、总则", "二、职责", "三、响应"]


def test_two_columns_keep_the_file_order(tmp_path: Path) -> None:
    page = Page()
    for x, side in ((60, "左"), (320, "右")):
        for index in range(8):
            page.line(f"{side}栏第{index}行的文字一直写到栏边为止的呀", 100 + 24 * index, x, 12)
    read_lines = lines(read(write_pdf(tmp_path / "a.pdf", [page])))
    assert [line[0] for line in read_lines] == ["左"] * 8 + ["右"] * 8


def test_a_number_in_another_font_does_not_change_the_look_of_its_line(tmp_path: Path) -> None:
    page = prose(Page())
    page.texts += [(90, 400, 24, "1."), (120, 400, 12, "现场人员立即报告值班室")]
    blocks = read(write_pdf(tmp_path / "a.pdf", [page])).blocks
    line = next(block for block in blocks if isinstance(block, Block) and block.text.startswith("1."))
    assert line.size == pytest.approx(12, abs=1)
    assert line.bbox is not None and line.bbox[0] == pytest.approx(90, abs=1)


def test_quotation_marks_written_last_go_back_to_their_place(tmp_path: Path) -> None:
    page = prose(Page())
    page.texts += [(90, 400, 12, "（以下简称"), (162, 400, 12, "公司"), (198, 400, 12, "）的管理")]
    page.texts += [(150, 400, 12, "“"), (186, 400, 12, "”")]
    assert "（以下简称“公司”）的管理" in lines(read(write_pdf(tmp_path / "a.pdf", [page])))


def test_running_heads_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    pages = [
        prose(Page().line("青石化工应急预案", 50, size=10).line(f"- {n} -", 810, 285, 10), start=n) for n in range(1, 6)
    ]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert set(lines(document)) == set(PROSE)
    assert "青石化工应急预案" in document.furniture and "- 3 -" in document.furniture


def test_bare_page_numbers_count_up_but_a_year_at_the_edge_stays(tmp_path: Path) -> None:
    pages = [prose(Page().line(str(n), 815, 295, 10), start=n) for n in (3, 4, 5)]
    pages[1].line("2024", 60)
    assert "2024" in lines(read(write_pdf(tmp_path / "a.pdf", pages)))
    assert not {"3", "4", "5"} & set(lines(read(write_pdf(tmp_path / "a.pdf", pages))))


def test_attachments_each_on_a_page_and_sentences_that_recur_are_no_furniture(tmp_path: Path) -> None:
    names = ["应急通讯录", "物资清单", "疏散路线图", "响应流程图"]
    pages = [Page().line(f"附件{i}", 70).line(name, 100) for i, name in enumerate(names, 1)]
    for index, page in enumerate(pages):
        prose(page, 140, 4, index).line("由安全管理部门负责。", 780 + 8 * index)
    text = lines(read(write_pdf(tmp_path / "plan.pdf", pages)))
    assert [t for t in text if t.startswith("附件")] == ["附件1", "附件2", "附件3", "附件4"]
    assert text.count("由安全管理部门负责。") == 4


def test_a_watermark_on_every_page_is_furniture(tmp_path: Path) -> None:
    pages = [
        prose(Page().line(f"第{n}节", 100).line("内部资料注意保存", 500, 200, 40), start=i)
        for i, n in enumerate("一二三四")
    ]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert "内部资料注意保存" in document.furniture
    assert "内部资料注意保存" not in lines(document)


def test_a_ruled_table_is_a_grid(tmp_path: Path) -> None:
    page = table_page([["姓名", "职务", "电话"], ["王某", "厂长", "0379-1101"]], 300, prose(Page(), count=3))
    document = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert tables(document)[0].rows == (("姓名", "职务", "电话"), ("王某", "厂长", "0379-1101"))
    assert lines(document) == list(PROSE[:3])


def test_merged_cells_are_repeated(tmp_path: Path) -> None:
    page = Page(rules=[(80, 300, 480, 300), (200, 330, 480, 330), (80, 360, 480, 360)])
    page.rules += [(80, 300, 80, 360), (200, 300, 200, 360), (330, 330, 330, 360), (480, 300, 480, 360)]
    page.line("指挥部", 335, 90, 12).line("联系方式", 320, 300, 12).line("王某", 350, 210, 12).line("110", 350, 340, 12)
    found = tables(read(write_pdf(tmp_path / "a.pdf", [page])))[0]
    assert found.rows == (("指挥部", "联系方式", "联系方式"), ("指挥部", "王某", "110"))


def test_a_table_over_two_pages_is_one_and_its_header_is_not_repeated(tmp_path: Path) -> None:
    head = ["名称", "数量", "地点"]
    first = table_page([head, ["灭火器", "20", "一号楼"], ["警戒带", "5", "仓库及其"]], 600, prose(Page()))
    second = prose(table_page([head, ["", "", "二层"], ["担架", "2", "门卫"]], 60), 300)
    document = read(write_pdf(tmp_path / "a.pdf", [first, second]))
    (found,) = tables(document)
    assert found.rows == (
        tuple(head), ("灭火器", "20", "一号楼"), ("警戒带", "5", "仓库及其二层"), ("担架", "2", "门卫"),
    )  # fmt: skip
    assert found.row_pages == (1, 1, 1, 2)


def test_one_box_is_no_table(tmp_path: Path) -> None:
    page = Page(rules=grid_rules([80, 300], [300, 330])).line("应急指挥部", 322, 100, 12)
    document = read(write_pdf(tmp_path / "a.pdf", [prose(page)]))
    assert not tables(document) and "应急指挥部" in lines(document)


def test_places_on_a_turned_page_are_as_displayed(tmp_path: Path) -> None:
    page = Page(rotate=180).line("总则", 100, 90, 16)
    (block,) = read(write_pdf(tmp_path / "a.pdf", [page])).blocks
    assert isinstance(block, Block) and block.bbox is not None
    assert block.bbox[1] > 700 and block.bbox[0] > 400


def test_scanned_pages_are_named_and_blank_ones_are_not(tmp_path: Path) -> None:
    pages = [prose(Page()), Page(picture=(0, 0, 595, 842)), Page(), prose(Page(picture=(90, 500, 500, 700)))]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert [(u.page, u.reason) for u in document.unreadable] == [(2, "scanned")]


def test_a_figure_is_mentioned_but_readable(tmp_path: Path) -> None:
    pages = [prose(Page()), Page(picture=(80, 150, 500, 600)), prose(Page())]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert not document.unreadable and "第 2 页" in document.warnings[0]


def test_all_scans_and_no_ocr_is_an_error_that_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.reading.ocr.available", lambda: False)
    with pytest.raises(InputError) as caught:
        read(write_pdf(tmp_path / "a.pdf", [Page(picture=(0, 0, 595, 842))]), ocr=False)
    assert caught.value.code == "E-NO-TEXT" and "plancheck[ocr]" in caught.value.message


def test_unusable_files_say_what_is_wrong(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", [prose(Page())])
    writer = pypdf.PdfWriter(clone_from=good)
    writer.encrypt("secret")
    writer.write(tmp_path / "locked.pdf")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "kind.pdf").write_bytes(b"PK\x03\x04")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.5\n" + b"rubbish " * 50)
    write_pdf(tmp_path / "blank.pdf", [Page()])
    expected = {
        "locked": "E-ENCRYPTED", "empty": "E-EMPTY", "kind": "E-KIND", "broken": "E-DAMAGED", "blank": "E-EMPTY",
    }  # fmt: skip
    for name, code in expected.items():
        with pytest.raises(InputError) as caught:
            read(tmp_path / f"{name}.pdf")
        assert caught.value.code == code, name
    with pytest.raises(InputError) as caught:
        read(good, max_pages=0)
    assert caught.value.code == "E-TOO-LARGE"


@needs_shared
def test_the_text_of_a_real_plan_is_verbatim() -> None:
    document = read(SHARED / "plans/gov-guangxi-transport.pdf")
    whole = re.sub(r"\s", "", (SHARED / "plans-text/gov-guangxi-transport.txt").read_text(encoding="utf-8"))
    # page 26 is a flow chart: boxes side by side have no one true order
    astray = [b.text for b in document.blocks if isinstance(b, Block) and re.sub(r"\s", "", b.text) not in whole]
    assert len(astray) <= 5
    assert not document.unreadable
    assert {"I", "1", "25"} <= set(document.furniture)


@needs_shared
@pytest.mark.parametrize(
    ("word", "pdf"),
    [
        ("plans/ent-software-synthetic.docx", "plans/ent-software-synthetic.pdf"),
        ("plans/gov-national-earthquake.docx", "pdf-cases/gov-national-earthquake.pdf"),
    ],
)
def test_a_plan_has_one_outline_whether_word_or_pdf(word: str, pdf: str) -> None:
    """White space apart: layout sets Latin letters and figures off from Han."""

    def outline(name: str) -> list[tuple[object, ...]]:
        plan = read_plan(SHARED / name, ReadOptions(ocr=False))
        return [
            (unit.kind, section.level, section.number, re.sub(r"\s", "", section.title))
            for unit in plan.units
            for section in unit.sections
        ]

    assert outline(word) == outline(pdf)


@needs_shared
def test_a_broken_font_mapping_is_mended() -> None:
    text = "".join(lines(read(SHARED / "plans/gov-guangxi-works.pdf")))
    assert "强化公路水运工程应急管理工作" in text.replace(" ", "")
    assert not re.search("[ｏｚ￥ｉ︸]", text)


@needs_shared
@pytest.mark.parametrize(
    ("name", "pages"), [("healthy-notice", []), ("partly-garbled", []), ("gov-national-earthquake", [])]
)
def test_healthy_pages_are_not_refused(name: str, pages: list[int]) -> None:
    assert [u.page for u in read(SHARED / f"pdf-cases/{name}.pdf").unreadable] == pages


@needs_shared
def test_unreadable_pages_among_good_ones_are_named_exactly(tmp_path: Path) -> None:
    """A scan and garbled pages bound together with healthy ones; the garbled file's second page is blank."""
    writer = pypdf.PdfWriter()
    for name, pages in (("healthy-notice", 4), ("garbled-cid-fonts", 4), ("scanned", 2), ("partly-garbled", 5)):
        reader = pypdf.PdfReader(SHARED / f"pdf-cases/{name}.pdf")
        for page in reader.pages[:pages]:
            writer.add_page(page)
    writer.write(tmp_path / "a.pdf")
    document = read(tmp_path / "a.pdf", ocr=False)
    assert [(u.page, u.reason) for u in document.unreadable] == [
        (5, "garbled"), (7, "garbled"), (8, "garbled"), (9, "scanned"), (10, "scanned"),
    ]  # fmt: skip


@needs_shared
@pytest.mark.parametrize(("name", "pages"), [("garbled-cid-fonts", "1、3–8"), ("scanned", "1–8")])
def test_a_file_without_a_readable_page_names_them(name: str, pages: str) -> None:
    with pytest.raises(InputError) as caught:
        read(SHARED / f"pdf-cases/{name}.pdf", ocr=False)
    assert caught.value.code == "E-NO-TEXT" and f"第 {pages} 页" in caught.value.message
