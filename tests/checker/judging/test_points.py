"""The other kinds of point, each through the real reader."""

from __future__ import annotations

from checker.plan import Kind, Region, Subject

TRIGGERS = {
    "kind": "checklist",
    "items": {"法规": ["法规|标准"], "机构": ["机构"], "风险": ["风险"], "资源": ["资源"]},
    "at_least": 3,
    "window": "section",
}


def test_checklist_counts_items_of_one_section_and_names_the_missing(judged):
    text = "# 修订\n（1）法规发生变化；\n\n（2）机构调整；\n\n（3）风险变化。\n\n# 保障\n资源充足。"
    result = judged(text, **TRIGGERS)
    assert result.met
    assert "资源" in result.reason


def test_checklist_does_not_add_up_over_sections(judged):
    text = "# 修订\n法规发生变化。\n\n# 组织\n机构设置如下。\n\n# 风险\n风险较大。"
    assert not judged(text, **TRIGGERS).met
    assert judged(text, **TRIGGERS | {"window": "unit"}).met


def test_section_needs_text_below_its_heading(judged):
    point = {"kind": "section", "headings": ["precautions"], "body": 10}
    assert judged("# 注意事项\n进入现场应当佩戴空气呼吸器，两人一组。", **point).met
    assert not judged("# 注意事项\n\n# 应急保障\n进入现场应当佩戴空气呼吸器，两人一组。", **point).met


def test_table_by_column_meaning_and_filled_cells(judged):
    point = {"kind": "table", "columns": {"name": ["姓名"], "phone": ["电话"]}, "filled": {"phone": 0.8}}
    full = "# 附件\n\n| 姓名 | 联系电话 |\n| --- | --- |\n| 林某 | 110 |\n| 吴某 | 120 |"
    assert judged(full, **point).met
    empty = judged(full.replace("110", "").replace("120", ""), **point)
    assert not empty.met
    assert "空白" in empty.reason


def test_attachment_is_a_title_and_not_a_mention(judged):
    point = {"kind": "attachment", "titles": ["疏散路线图"]}
    assert judged("# 附件7 图纸\n图1 疏散路线图", **point).met
    assert not judged(
        "# 应急处置\n按附件中的疏散路线图组织人员撤离到安全地带，清点，并向指挥部报告疏散和受伤人员情况，做好记录",
        **point,
    ).met


def test_attachments_listed_in_one_line(judged):
    point = {"kind": "attachment", "titles": ["疏散路线图"]}
    line = "附件7 图纸：厂区平面布置图、风险分布图、应急资源分布图、疏散路线图（标注集合点）、雨污管网图、消防设施图。"
    assert judged(f"# 总则\n本预案适用于本公司。\n\n{line}", **point).met
    assert not judged(f"# 总则\n本预案适用于本公司。\n\n{line.replace('附件7 图纸：', '按')}", **point).met


def test_drawings_listed_by_number(judged):
    point = {"kind": "attachment", "titles": ["撤离路线图"]}
    assert judged("# 附件7 图纸目录\n（1）平面布置图；（2）撤离路线图（标明集合点）。图纸另存。", **point).met
    assert not judged("# 职责\n（1）组织人员撤离；（2）熟悉本岗位的撤离路线图；（3）清点人数。", **point).met


def test_a_heading_set_into_its_line_counts_as_its_section(judged):
    point = {"kind": "passage", "all": [["\\d+人"]], "sections": ["team-support"], "strict": True}
    text = "# 应急保障\n5.1 通信：24小时值班，20人轮班。\n\n5.2 队伍：兼职救援队共12人。"
    found = judged(text, **point)
    assert found.met
    assert "12人" in found.evidence[0].quote
    assert not judged(text.replace("兼职救援队共12人", "加强建设"), **point).met


def test_absent_reports_where_the_thing_stands(judged):
    point = {"kind": "absent", "patterns": ["29639-2013"]}
    assert judged("# 依据\n依据 GB/T 29639-2020 编制。", **point).met
    found = judged("# 依据\n依据 GB/T 29639-2013 编制。", **point)
    assert not found.met
    assert "2013" in found.evidence[0].quote


def test_drill_floor_depends_on_the_subject(judged):
    point = {"kind": "fact", "test": "drill-interval", "args": {"max_months": {"default": 12, "crowded-place": 6}}}
    text = "# 应急演练\n综合应急预案每年至少组织一次演练。"
    assert judged(text, **point).met
    assert not judged(text, **point, subject=Subject.CROWDED_PLACE).met


def test_drill_floor_is_lower_where_the_plan_says_what_it_is(judged):
    floor = {"default": 12, "words": {"消防安全重点单位": 6}}
    point = {"kind": "fact", "test": "drill-interval", "args": {"max_months": floor}}
    assert judged("# 演练\n每年组织一次演练。", **point).met
    assert not judged("# 演练\n本厂为消防安全重点单位。\n\n每年组织一次演练。", **point).met


def test_who_joins_a_drill_does_not_make_it_theirs(judged):
    point = {"kind": "fact", "test": "drill-interval", "args": {"max_months": 36, "none": "企业|学校"}}
    held = "市指挥部办公室每2年组织一次停电事件演练，成员单位、电力企业和学校参加。"
    assert judged(f"# 应急演练\n{held}", **point).met
    assert not judged("# 应急演练\n电力企业每2年组织一次停电事件演练，指挥部办公室派员参加。", **point).met


def test_a_drill_interval_longer_than_the_floor_is_named(judged):
    point = {"kind": "fact", "test": "drill-not-too-rare", "args": {"max_months": 12}}
    result = judged("# 应急演练\n公司每三年至少组织一次应急预案演练。", **point)
    assert not result.met
    assert "36" in result.reason


def test_an_upper_plan_of_another_place_is_found(judged):
    point = {"kind": "fact", "test": "upper-plans-of-region", "args": {}}
    region = Region("云泽省", "云泽市", "临河区")
    own = "# 编制依据\n依据《云泽市生产安全事故应急预案》编制本预案。"
    assert judged(own, **point, region=region).met
    assert not judged(own.replace("云泽市", "江川市"), **point, region=region).met


def test_national_plans_belong_to_every_place(judged):
    point = {"kind": "fact", "test": "upper-plans-of-region", "args": {}}
    text = "# 编制依据\n依据《国家突发事件总体应急预案》《云泽省突发事件总体应急预案》编制本预案。"
    assert judged(text, **point, region=Region("云泽省", "云泽市", ""), unit_kind=Kind.GOV_SPECIAL).met


def test_special_plan_follows_to_the_comprehensive_plan_only_when_it_refers_to_it(judged):
    book = (
        "云泽机械有限公司\n\n生产安全事故应急预案\n\n"
        "# 综合应急预案\n\n## 1 总则\n\n### 1.1 适用范围\n\n本预案适用于本公司。\n\n"
        "## 2 应急组织机构及职责\n\n总指挥由总经理担任，负责指挥。\n\n## 3 应急响应\n\n分级响应。\n\n"
        "# 火灾事故专项应急预案\n\n## 1 适用范围\n\n本专项适用于火灾事故。\n\n## 2 应急组织机构及职责\n\n{}\n"
    )
    point = {"kind": "passage", "all": [["总指挥由总经理担任"]], "scope": "follow"}
    for words in ("应急组织机构和职责与综合应急预案一致。", "人员名单与综合预案共用。", "按综合预案2.1分工。"):
        assert judged(book.format(words), unit_kind=None, unit=1, **point).met, words
    assert not judged(book.format("各班组按照分工处置。"), unit_kind=None, unit=1, **point).met


def test_a_table_that_lost_its_grid_is_known_by_its_header_words(judged):
    point = {"kind": "table", "columns": {"name": ["物资|名称"], "amount": ["数量"]}, "rows": 2}
    one_line = "附件4 应急物资\n\n序号 物资名称 数量 存放地点\n\n1 灭火器 20 仓库\n\n2 沙袋 50 门卫\n\n以上由仓库保管。"
    assert judged(one_line, **point).met
    cell_a_line = "附件4 应急物资清单\n\n序号\n\n物资名称\n\n数量\n\n1\n\n灭火器\n\n20\n\n2\n\n沙袋\n\n50"
    assert judged(cell_a_line, **point).met
    assert not judged("附件4 应急物资清单\n\n应当登记物资的名称、数量和存放地点。", **point).met


def test_titles_of_laws_are_no_words_of_the_plan(judged):
    point = {"kind": "passage", "all": [["演练"]]}
    assert not judged("# 编制依据\n依据《突发事件应急演练管理办法》编制本预案。", **point).met
    assert judged("# 编制依据\n依据《突发事件应急演练管理办法》组织演练。", **point).met


def test_what_stands_before_the_first_section_is_the_cover(judged):
    point = {"kind": "passage", "all": [["批准人:[一-龥]{2,4}"]], "sections": ["cover"], "strict": True}
    text = "# 触电事故现场处置方案\n\n批准人：周凯\n\n## 一、事故特征\n漏电。"
    assert judged(text, **point).met
    assert not judged("# 触电事故现场处置方案\n\n## 一、事故特征\n批准人：周凯", **point).met
