"""Government pages: the article without the site around it."""

from __future__ import annotations

from pathlib import Path

from checker.reading import read

PAGE = """<!DOCTYPE html><html><head><title>江北市应急管理局 江北市防汛应急预案</title>
<meta name="ArticleTitle" content="江北市防汛应急预案"><meta name="PubDate" content="2024-05-30 13:59"></head><body>
<div class="nav"><ul><li>首页</li><li>政务公开</li></ul></div>
<div class="main"><div class="crumb">当前位置：首页 &gt; 应急预案</div><h1>江北市防汛应急预案</h1>
<div class="info"><span>发布日期：2024-05-30</span></div>
<div class="article"><p>1&#12288;总则</p><p>1.1&#12288;适用范围</p>
<p>本预案适用于本市行政区域内<span>洪涝灾害</span>的<b>应对</b>工作，各区人民政府应当按照职责做好相关工作，保障人民群众生命财产安全。</p>
<p>2&#12288;附则</p><p>本预案由市应急管理局负责解释，自印发之日起实施，原预案同时废止，各区可以结合实际制定实施细则并报市应急管理局备案。</p>
<table><tr><td>单位</td><td>电话</td></tr><tr><td>市应急局</td><td>0000-1234567</td></tr></table></div></div>
<div class="footer">版权所有</div><script>var a=1;</script></body></html>"""


def test_article_without_the_site(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    plan = read(file)
    text = "\n".join(p.text for p in plan.paragraphs if p.role != "note")
    assert plan.identity.title == "江北市防汛应急预案"
    assert plan.identity.issued == "2024-05-30"
    assert [s.title for s in plan.sections] == ["总则", "适用范围", "附则"]
    assert "本市行政区域内洪涝灾害的应对工作" in text
    assert not any(word in text for word in ("首页", "政务公开", "版权所有", "var a"))
    assert plan.tables[0].rows == (("市应急局", "0000-1234567"),)


def test_gbk_page(tmp_path: Path) -> None:
    file = tmp_path / "page.htm"
    file.write_bytes(PAGE.replace("<head>", '<head><meta charset="gbk">').encode("gb18030"))
    assert read(file).identity.title == "江北市防汛应急预案"
