"""The gate: which pages can be trusted."""

from __future__ import annotations

import pytest

from checker.reading.readability import is_garbled, judge_page

PROSE = "发生事故后，现场人员应当立即向值班室报告，值班室在一小时内向应急管理部门报告。"
CONTENTS = "1总则......................1" * 6
PHONES = "王某13800000001李某13800000002孙某13800000003周某13800000004"
ENGLISH = "Emergencyresponseplanforthestorageofliquefiedgasanditstransportbyroadtankers"
STANDARDS = "GB/T29639-2020生产经营单位生产安全事故应急预案编制导则AQ/T9007-2019应急演练"


@pytest.mark.parametrize("text", [PROSE, CONTENTS, PHONES, ENGLISH, STANDARDS, "Ⅰ级①②③☑□→" * 4 + PROSE])
def test_text_of_a_plan_is_trusted(text: str) -> None:
    assert judge_page(1, text, 0.0, 0, among_scans=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "!\"#!$%&'()*+,-./:jkl2mn,;<opq'$" * 3,  # codes of a CID font taken for Latin
        "ãÆ½Ç¥=1ÈÉÊ×)d°~IÇÞTËÓT¥l¨åhiþ°WX=T½¿2¥3" * 2,
        "(cid:123)(cid:45)(cid:678)(cid:9)(cid:10)(cid:11)",
        "\ue123\ue456\ue789" * 20,
        "\ufffd应\ufffd急\ufffd预\ufffd案" * 8,
        "亶亹亃亍亐亖亗亙亝亣亪亯亰亱亴亷亸亼亽亾仈仌仐仒仚仛仜仠仢仦" * 2,  # the wrong Han
        "故￥急处置程序，强化公路工程￥急管理工作，ｉ效￥对30人ｏ上死亡︷失踪︸，突发事ｚ￥急预案Ａ法",
    ],
)
def test_leavings_of_broken_fonts_are_not(text: str) -> None:
    assert is_garbled("".join(text.split()))


def test_a_full_page_picture_is_a_scan_and_a_figure_is_one_only_among_scans() -> None:
    assert judge_page(3, "", 0.95, 0, among_scans=False) is not None
    assert judge_page(3, "图1 平面布置图", 0.5, 0, among_scans=False) is None
    assert judge_page(3, "", 0.5, 0, among_scans=True) is not None
    assert judge_page(3, PROSE, 0.95, 0, among_scans=False) is None


def test_letters_drawn_as_curves_are_a_scan_and_a_blank_page_is_nothing() -> None:
    assert judge_page(1, "", 0.0, 5000, among_scans=False) is not None
    assert judge_page(1, "", 0.0, 12, among_scans=False) is None
