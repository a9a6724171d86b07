from kb.pages.plain import plain, quoted


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
