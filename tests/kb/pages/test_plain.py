from kb.pages.plain import cells, plain, quoted


def test_markdown_and_html_lose_their_meaning() -> None:
    assert plain("![x](http://a) <b> $y$ :red[z]\n# t") == (
        "\\!\\[x\\]\\(http\u2060\\:\\/\\/a\\) \\<b\\> \\$y\\$ \\:red\\[z\\] \\# t"
    )


def test_bare_addresses_are_no_links() -> None:
    for address in ("http://a.cn", "HTTPS://a.cn", "www.a.cn", "x.y@a.cn"):
        shown = plain(address).replace("\\", "")
        assert shown != address and shown.replace("\u2060", "") == address


def test_chinese_stays_as_it_is() -> None:
    assert plain("第６条（一）、“应急”") == "第６条（一）、“应急”"


def test_a_quotation_keeps_its_lines() -> None:
    assert quoted("甲\n\n- 乙") == "> 甲  \n> \\- 乙  "


def test_no_cell_of_a_table_is_a_formula_once_it_is_saved_as_csv() -> None:
    (row,) = cells([{"甲": "=1+1", "乙": "-1", "丙": "@SUM(1)", "丁": "响应=启动", "戊": -3}])
    assert [str(v)[0] for v in row.values()] == ["\u2060", "\u2060", "\u2060", "响", "-"] and row["戊"] == -3
    assert str(row["甲"]).lstrip("\u2060") == "=1+1"
