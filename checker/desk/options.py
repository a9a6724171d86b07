"""What a user says about a plan, in words, turned into options; words that mean nothing are an InputError."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from checker.check import CheckOptions
from checker.errors import InputError
from checker.plan import Kind, Region, Subject

AUTO = "auto"
Choice = TypeVar("Choice", bound=StrEnum)

_REGION = re.compile(
    r"(?P<province>[^省市县区旗]{2,8}?(?:省|自治区|特别行政区))?"
    r"(?P<city>[^市县区]{1,10}?(?:市|自治州|地区|盟))?"
    r"(?P<county>[^县区]{1,12}?(?:县|区|市|旗))?"
)


def check_options(
    kind: str, subject: str, region: str, day: str, *, upper: tuple[Path, ...] = (), ocr: bool = True
) -> CheckOptions:
    """Options from words; `auto` and empty words mean: read it from the plan."""
    return CheckOptions(
        kind=parse_kind(kind),
        subject=parse_subject(subject),
        region=parse_region(region),
        upper=upper,
        as_of=parse_day(day),
        ocr=ocr,
    )


def parse_kind(word: str) -> Kind | None:
    return _parse(word, Kind, "--kind")


def parse_subject(word: str) -> Subject | None:
    return _parse(word, Subject, "--subject")


def parse_day(word: str) -> date:
    """YYYY-MM-DD; today when empty."""
    if not word:
        return date.today()
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise InputError("E-OPTION", f"日期“{word}”不对；请写成 2026-11-23 这样。") from error


def parse_region(word: str) -> Region | None:
    """「河南省洛阳市」, 「洛阳市」, 「北京市朝阳区」 (a 直辖市 is a city); None when empty (read it from the plan)."""
    word = re.sub(r"\s", "", word)
    if not word or word == AUTO:
        return None
    match = _REGION.fullmatch(word)
    if match is None or not any(match.groups()):
        raise InputError("E-OPTION", f"地区“{word}”看不懂；请写全称，如 洛阳市、河南省洛阳市、河南省。")
    return Region(province=match["province"] or "", city=match["city"] or "", county=match["county"] or "")


def _parse(word: str, choices: type[Choice], option: str) -> Choice | None:
    if word == AUTO:
        return None
    try:
        return choices(word)
    except ValueError as error:
        allowed = "、".join([AUTO, *choices])
        raise InputError("E-OPTION", f"{option} 不认识“{word}”；可以用：{allowed}。") from error
