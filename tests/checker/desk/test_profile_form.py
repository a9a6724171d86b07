"""Rows of the profile form: what is untouched keeps its place in the plan, what is changed or added counts."""

from __future__ import annotations

import pytest

from checker.connecting.profile import Lead, Profile, ReportRule, Step
from checker.desk.profile_form import NUMBER, PARTS, corrected, rows
from checker.errors import InputError
from checker.report import Evidence

SEEN = Evidence(quote="一级响应", page=1, section="3", paragraph=3, start=0, end=4)
PROFILE = Profile(
    title="星湾市突发事件总体应急预案",
    name="星湾市突发事件总体应急预案",
    source="a.md",
    leads=(Lead(event="燃气", units=("市城管局", "市住建局")),),
    ladder=(Step(name="一级", rank=1, starter="市长", evidence=SEEN), Step(name="二级", rank=2)),
    reporting=(ReportRule(sender="事发单位", to="区政府", limit_minutes=60),),
)
PART = {p.field: p for p in PARTS}


def tables(**changed):
    return {p.field: changed.get(p.field, rows(PROFILE, p)) for p in PARTS}


def test_untouched_rows_give_the_same_profile():
    assert corrected(PROFILE, PROFILE.title, tables()) == PROFILE


def test_changed_row_keeps_its_place_in_the_plan():
    ladder = rows(PROFILE, PART["ladder"])
    ladder[0]["由谁启动"] = "市应急委主任"
    step = corrected(PROFILE, PROFILE.title, tables(ladder=ladder)).ladder[0]
    assert (step.starter, step.evidence) == ("市应急委主任", SEEN)


def test_deleted_row_is_gone_and_the_others_keep_their_places():
    ladder = rows(PROFILE, PART["ladder"])[1:]
    assert [s.name for s in corrected(PROFILE, PROFILE.title, tables(ladder=ladder)).ladder] == ["二级"]


def test_new_rows_and_lists_of_units():
    leads = [*rows(PROFILE, PART["leads"]), {NUMBER: None, "事件": "防汛", "牵头单位": "市水利局，市应急局"}]
    made = corrected(PROFILE, PROFILE.title, tables(leads=leads))
    assert made.leads[1] == Lead(event="防汛", units=("市水利局", "市应急局"))


def test_new_command_body_gets_its_kind():
    bodies = [{"名称": "星湾市防汛抗旱指挥部", "总指挥": "副市长"}]
    assert corrected(PROFILE, PROFILE.title, tables(bodies=bodies)).bodies[0].kind == "special"


def test_empty_rows_are_left_out_and_half_filled_ones_told():
    empty = [{NUMBER: None, "事件": None, "牵头单位": ""}]
    assert corrected(PROFILE, PROFILE.title, tables(leads=empty)).leads == ()
    with pytest.raises(InputError, match="第 1 行"):
        corrected(PROFILE, PROFILE.title, tables(leads=[{"事件": "", "牵头单位": "市水利局"}]))


def test_title_is_needed_and_its_name_follows():
    assert corrected(PROFILE, "月海市总体应急预案（2024年版）", tables()).name == "月海市总体应急预案"
    with pytest.raises(InputError):
        corrected(PROFILE, "  ", tables())


def test_step_without_its_number_is_told():
    with pytest.raises(InputError, match="第几级"):
        corrected(PROFILE, PROFILE.title, tables(ladder=[{"级别": "三级", "第几级": None}]))
