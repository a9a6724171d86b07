from datetime import date

import pytest

from checker.desk.options import check_options, parse_region
from checker.errors import InputError
from checker.plan import Kind, Region, Subject


def test_words_become_options() -> None:
    options = check_options("gov-special", "government", "河南省洛阳市", "2026-11-23", ocr=False)
    assert (options.kind, options.subject) == (Kind.GOV_SPECIAL, Subject.GOVERNMENT)
    assert (options.region, options.as_of, options.ocr) == (Region("河南省", "洛阳市"), date(2026, 11, 23), False)


def test_auto_and_empty_mean_read_it_from_the_plan() -> None:
    options = check_options("auto", "auto", "", "")
    assert (options.kind, options.subject, options.region, options.as_of) == (None, None, None, date.today())


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("洛阳市", Region(city="洛阳市")),
        ("北京市朝阳区", Region(city="北京市", county="朝阳区")),
        ("广西壮族自治区 南宁市", Region("广西壮族自治区", "南宁市")),
        ("河南省洛阳市栾川县", Region("河南省", "洛阳市", "栾川县")),
        ("恩施土家族苗族自治州", Region(city="恩施土家族苗族自治州")),
    ],
)
def test_region_is_read_from_its_full_name(words: str, region: Region) -> None:
    assert parse_region(words) == region


@pytest.mark.parametrize("given", [("x", "auto", "", ""), ("auto", "x", "", ""), ("auto", "auto", "", "昨天")])
def test_unknown_words_are_told(given: tuple[str, str, str, str]) -> None:
    with pytest.raises(InputError) as told:
        check_options(*given)
    assert told.value.code == "E-OPTION"


def test_a_region_without_its_ending_is_told() -> None:
    with pytest.raises(InputError, match="全称"):
        parse_region("洛阳")
