"""`passage`: words that must stand together."""

from __future__ import annotations

PASSAGE = {"kind": "passage", "all": [["总指挥|指挥长"], ["启动|宣布"]]}


def test_words_in_one_paragraph_meet_and_the_quote_is_verbatim(judged):
    text = "# 应急响应\n事故达到二级响应条件时，由 总指挥宣布启动响应。其他人员待命。"
    result = judged(text, **PASSAGE)
    assert result.met
    assert result.evidence[0].quote == "事故达到二级响应条件时，由 总指挥宣布启动响应。"


def test_words_in_two_paragraphs_do_not_meet(judged):
    assert not judged("# 应急响应\n总指挥负责指挥。\n\n启动响应后开展救援。", **PASSAGE).met


def test_words_in_one_section_meet_when_the_window_is_a_section(judged):
    text = "# 应急响应\n总指挥负责指挥。\n\n启动响应后开展救援。"
    assert judged(text, **PASSAGE, window="section").met


def test_sentence_window_ends_at_the_full_stop(judged):
    text = "# 应急响应\n总指挥负责指挥。启动响应后开展救援。"
    assert judged(text, **PASSAGE).met
    assert not judged(text, **PASSAGE, window="sentence").met


def test_a_barred_word_in_the_window_spoils_it(judged):
    text = "# 应急响应\n不由总指挥宣布启动。"
    assert not judged(text, **PASSAGE, none=["不由"]).met


def test_a_heading_concept_stands_for_a_word(judged):
    text = "# 信息报告\n立即告知值班室。"
    point = {"kind": "passage", "all": [["@reporting", "报告"], ["立即"]]}
    assert judged(text, **point).met
    assert not judged("# 应急保障\n立即告知值班室。", **point).met


def test_headings_are_no_text_unless_asked(judged):
    text = "# 总指挥启动响应\n由值班长负责。"
    assert not judged(text, **PASSAGE).met
    assert judged(text, **PASSAGE, headings=True).met


def test_full_width_and_half_width_forms_are_one(judged):
    point = {"kind": "passage", "all": [["24小时(值班)?电话：?\\d+"]]}
    assert judged("# 保障\n２４小时值班电话：０００-１２３４５６", **point).met


def test_looks_elsewhere_when_the_sections_are_missing_unless_strict(judged):
    text = "# 其他\n总指挥宣布启动响应。"
    assert judged(text, **PASSAGE, sections=["response-start"]).met
    assert not judged(text, **PASSAGE, sections=["response-start"], strict=True).met


def test_a_negated_class_stays_in_its_paragraph(judged):
    point = {"kind": "passage", "all": [["演练[^。]{0,20}总结"]]}
    # were the heading's 演练 to reach into the body, the hit would count as heading and the body's own be swallowed
    assert judged("# 演练\n每年演练一次，演练后进行总结。", **point).met
    assert not judged("# 演练\n每年演练一次\n\n# 后期处置\n总结经验。", **point).met
