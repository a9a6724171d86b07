import pytest

from checker.desk.choosing import Choice, choices, choose
from checker.report import Report, Verdict
from checker.reporting.view import ReportView


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ["MISS-1", "PART-1", "ASK-1", "OK-1", "NA-1"]),
        (Choice(units=("u2",)), ["ASK-1", "NA-1"]),
        (Choice(verdicts=(Verdict.NON_COMPLIANT, Verdict.UNDETERMINED)), ["MISS-1", "ASK-1"]),
        (Choice(severities=("critical",)), ["MISS-1"]),
        (Choice(groups=("总则",), units=("u1",)), ["OK-1"]),
        (Choice(words="6.1.2 启动人"), ["PART-1"]),
        (Choice(words="没有这样的字"), []),
    ],
)
def test_findings_are_chosen(sample_report: Report, choice: Choice, expected: list[str]) -> None:
    assert [f.requirement for f in choose(ReportView(sample_report).shown, choice)] == expected


def test_only_what_occurs_is_offered(sample_report: Report) -> None:
    have = choices(ReportView(sample_report))
    assert have.units == ("u1", "u2")
    assert have.groups == ("响应", "保障", "总则")
    assert have.severities == ("critical", "major", "minor")
