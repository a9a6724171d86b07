import re

from lxml import html as lxml_html

from checker.report import Report
from checker.reporting.html import render_html


def test_text_of_the_plan_cannot_become_markup(sample_report: Report) -> None:
    text = render_html(sample_report)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert len(lxml_html.fromstring(text).findall(".//script")) == 1


def test_only_our_script_is_allowed(sample_report: Report) -> None:
    text = render_html(sample_report)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and "default-src 'none'" in policy[1]
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy[1])


def test_needs_nothing_from_outside(sample_report: Report) -> None:
    page = lxml_html.fromstring(render_html(sample_report))
    assert not page.xpath("//link | //img | //iframe | //script[@src]")
    assert "url(" not in page.findtext(".//style")


def test_finding_shows_words_place_clause_points_search_and_advice(sample_report: Report) -> None:
    page = lxml_html.fromstring(render_html(sample_report))
    missing, partial = (" ".join(f.text_content().split()) for f in page.find_class("finding")[:2])
    for words in ("✗ 不符合", "＊", "关键", "响应分级、全文", "最接近的原文", "第41段 · 1 总则", "MISS-1"):
        assert words in missing
    for words in ("△ 基本符合", "分为三级响应。", "第6页 · 1 总则 › 1.2 响应分级", "应急预案管理办法 第六条"):
        assert words in partial
    for words in ("✓ 达到 分级", "✗ 未达到 每一级写明由谁启动", "三级都没有写启动人", "逐级写明启动人。"):
        assert words in partial


def test_says_what_was_not_read_not_run_and_who_decides(sample_report: Report) -> None:
    text = lxml_html.fromstring(render_html(sample_report)).text_content()
    for words in ("第3–5、9页：扫描页", "需要备案材料", "供评审人员参考", "GB/T 29639-2020", "已被代替", "应急管理局"):
        assert words in text


def test_no_score_and_no_stamp(sample_report: Report) -> None:
    text = lxml_html.fromstring(render_html(sample_report)).text_content()
    assert not re.search(r"总分|得分|合格|通过评审", text)
