"""Bodies, groups and roles found over jieba words."""

from __future__ import annotations

from checker.language.pipeline import BODY, GROUP, ROLE, entities, words


def test_groups_stand_apart_from_the_verbs_before_them():
    found = {(e.label, e.text) for e in entities("公司成立应急救援指挥部,下设抢险救援组、医疗救护组和后勤保障组。")}
    assert {(BODY, "应急救援指挥部"), (GROUP, "抢险救援组"), (GROUP, "医疗救护组"), (GROUP, "后勤保障组")} <= found


def test_offsets_are_those_of_the_text():
    text = "总指挥由总经理担任,副总指挥由安全经理担任。"
    roles = [e for e in entities(text) if e.label == ROLE]
    assert [text[e.start : e.end] for e in roles] == ["总指挥", "副总指挥"]


def test_the_dictionary_keeps_words_of_the_field_whole():
    assert "领导小组" in words("成立领导小组")
