from io import StringIO

from rich.console import Console

from checker.report import Report
from checker.reporting.terminal import print_report


def printed(report: Report, limit: int = 20) -> str:
    out = StringIO()
    print_report(report, Console(file=out, width=120, highlight=False), limit)
    return out.getvalue()


def test_plain_text_without_colours_or_escapes_when_piped(sample_report: Report) -> None:
    text = printed(sample_report)
    assert "\x1b" not in text
    assert "[bold red]" in text  # words of the plan, not markup


def test_worst_finding_comes_first_with_place_clause_and_advice(sample_report: Report) -> None:
    text = printed(sample_report)
    assert text.index("信息报告时限") < text.index("响应分级  重要") < text.index("应急物资")
    assert "“分为三级响应。”  第6页 · 1 总则 › 1.2 响应分级" in text
    assert "建议：逐级写明启动人。" in text
    assert "第3–5、9页：扫描页" in text


def test_last_lines_say_what_was_left_out(sample_report: Report) -> None:
    text = printed(sample_report, limit=1)
    assert "应急物资" not in text
    assert "还有 2 项问题未显示" in text and "2 条为符合或不适用" in text and "1 条没有检查" in text
