"""Chinese and Arabic numbers, durations, frequencies and level ranks, read by regular expression from dense text.

Segmenters cut 每|三年 and 每半年 in changing places, so numbers never go through words.
"""

from __future__ import annotations

import re

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000}

NUMBER = r"(?:\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+|半)"
"""One number as plans write it: 24, 1.5, 二十四, 两, 半."""

MINUTES = {
    "分钟": 1,
    "分": 1,
    "min": 1,
    "小时": 60,
    "钟头": 60,
    "h": 60,
    "日": 1440,
    "天": 1440,
    "工作日": 1440,
    "周": 10080,
    "星期": 10080,
    "个月": 43200,
    "月": 43200,
}
DURATION = re.compile(rf"(?P<number>{NUMBER})(?:个)?(?P<half>半)?(?P<unit>分钟|小时|钟头|工作日|日|天|周|星期|个月)")
"""A duration with a unit of time; (月) alone is left out, it is mostly a date."""

MONTHS = {"年": 12, "年度": 12, "季度": 3, "季": 3, "月": 1, "个月": 1, "周": 0, "日": 0, "天": 0}

_RANKS = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_COLOURS = {"红": 1, "橙": 2, "黄": 3, "蓝": 4}
ROMAN = r"(?:[ⅠⅡⅢⅣⅤ]|I{1,3}V?|IV|V|i{1,3})"


def number(text: str) -> float | None:
    """The value of one number (24, 1.5, 二十四, 半); None when it is not a number."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if text == "半":
        return 0.5
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return float("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * UNITS[c]
            digit = 0
    return float(total + digit)


def minutes(match: re.Match[str]) -> int | None:
    """Minutes of a `DURATION` match: 半小时 30, 1个半小时 90, 2日 2880."""
    value = number(match["number"])
    if value is None:
        return None
    if match["half"]:
        value += 0.5
    return round(value * MINUTES[match["unit"]])


_UNITS = r"年度|年|季度|季|个月|月"
_VERBS = r"(?:组织|举行|开展|进行|实施)"
_LEAST = r"(?:不少于|不低于|至少|最少|不小于)"
_TIMES = rf"(?:(?:不得|不能|应)?{_LEAST}?{_VERBS}?{_LEAST}?(?P<times>{NUMBER})(?:次|轮|场))"
_FREQUENCY = re.compile(
    rf"(?:每隔?|至少每|原则上每)(?P<every>{NUMBER})?(?:个)?(?P<unit>{_UNITS})"  # 每年 每半年 每三年 每两个月
    rf"|(?P<low>{NUMBER})(?:-|—|~|至|到|或)(?P<high>{NUMBER})(?P<unit2>{_UNITS})(?=(?:至少|不少于|内)?.{{0,6}}次)"
    rf"|(?P<per>{NUMBER})(?:个)?(?P<unit3>年度|年|季度|季|(?<=个)月)(?:内)?(?=(?:至少|不少于|最少)?.{{0,4}}(?:一|1)次|{_VERBS}.{{0,6}}次)"
)
_AFTER = re.compile(rf"^.{{0,24}}?{_TIMES}")


# 每年5月、11月各一次 · 每年上半年、下半年各组织一次; 3月组织一次 alone names the month, not a period
_MONTH = re.compile(rf"(?:{NUMBER}月份?|[上下]半年)")
_IN_MONTHS = re.compile(rf"每年度?(?:的)?{_MONTH.pattern}(?:[、和及与]{_MONTH.pattern})+(?:份|底|末)?各")
_PER = re.compile(rf"(?P<times>{NUMBER})次/(?P<half>半)?(?:每)?(?P<unit>年|季度|季|月)")


def frequencies(text: str) -> list[tuple[int, int, int]]:
    """Frequencies in dense text: (start, end, months between two times), from 每三年, 每年不少于两次, 1-2年至少一次.

    A range counts with its longer end, for that is what the plan allows itself.
    """
    found: list[tuple[int, int, int]] = []
    for match in _PER.finditer(text):
        times = number(match["times"])
        months = MONTHS[match["unit"]] * (0.5 if match["half"] else 1)
        if times and times <= 12:
            found.append((match.start(), match.end(), max(1, round(months / times))))
    for match in _IN_MONTHS.finditer(text):
        found.append((match.start(), match.end(), 12 // max(2, len(_MONTH.findall(match[0])))))
    taken = [range(start, end) for start, end, _ in found]
    for match in _FREQUENCY.finditer(text):
        if any(match.start() in span for span in taken):
            continue
        unit = match["unit"] or match["unit2"] or match["unit3"]
        every = number(match["every"] or match["high"] or match["per"] or "1")
        if every is None or every > 20:
            continue
        months = every * MONTHS[unit]
        end = match.end()
        stop = re.search(r"[。;,、]", text[end:])
        tail = text[end : end + stop.start()] if stop else text[end:]
        after = _AFTER.match(tail)
        if after:
            times = number(after["times"])
            if times and 1 < times <= 12:
                months /= times
            end += after.end()
        if months >= 1:
            found.append((match.start(), end, round(months)))
    return found


def rank(label: str) -> int | None:
    """Rank of a level label: Ⅰ级, I级, 1级, 一级, 红色 are 1; None when it carries none."""
    roman = label.strip("级别类响应 ").upper()
    if roman in ("I", "II", "III", "IV", "V"):
        return {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}[roman]
    for c in label:
        if c in _RANKS:
            return _RANKS[c]
        if c in _COLOURS:
            return _COLOURS[c]
        if c in "12345":
            return int(c)
    return None
