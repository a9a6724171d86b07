"""The day a plan was issued, read from its cover, its notice, its number or the page that carries it."""

from __future__ import annotations

import re

from checker.reading.drafts import Draft, dense
from checker.reading.numbering import fold, han_number

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零OoΟ0九][〇○零OoΟ0-9一二三四五六七八九]{2})"
_DATE = re.compile(
    rf"({_YEAR})年(?:(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月(?:(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?)?"
)
_ISO = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)")
_LABELLED = re.compile(r"(?:发布|印发|颁布|批准|签发|编制|实施|成文|修订)(?:日期|时间)\s*:|^(?:Date|日期)\s*:")
_CODE = re.compile(r"[A-Z]{2,}[A-Z0-9/.\-]*-((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_VERSION_YEAR = re.compile(r"(?:\(|【)?((?:19|20)\d\d)年?(?:版|修订|修正|修编)")
_CODE_MONTH = re.compile(r"版本号?.{0,12}?((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)")
# the line under a web page's title: the day the page went up, not the day the plan was issued
_PAGE_LINE = re.compile(
    r"发布(?:时间|日期):.*(?:\d{1,2}:\d\d|来源|浏览|点击|字体|字号|分享)|(?:来源|浏览|字体|字号).*发布(?:时间|日期):"
)
_OF_PAGE = 2  # weight of such a day: anything else goes first
_ISSUED_AFTER = re.compile(r"(?:印发|发布|颁布|制定|修订|通过)[)\]]?")
SIGN_OFF = 60  # paragraphs from the end, attachments included
_HAN = "〇一二三四五六七八九"


def issued(front: list[Draft], title: str) -> tuple[str, str]:
    """The date (YYYY, YYYY-MM or YYYY-MM-DD) and the words it was read from; the surest source first."""
    weight, value, words = _best(front)
    if weight > _OF_PAGE:
        return value, words
    date = _DATE.search(fold(dense(title)))
    if date and date.group(2):
        return _han(date.group(0)), title
    match = _VERSION_YEAR.search(fold(dense(title)))
    return (match.group(1), title) if match else ("", "")


def of_page(front: list[Draft]) -> tuple[str, str]:
    """The day the web page went up, where the plan itself names none."""
    weight, value, words = _best(front)
    return (value, words) if weight == _OF_PAGE else ("", "")


def _best(front: list[Draft]) -> tuple[int, str, str]:
    best: tuple[int, str, str] = (0, "", "")
    for draft in front:
        plain = dense(fold(" ".join(draft.text.split())))
        for weight, value in _readings(draft, plain):
            if value and weight > best[0]:
                best = (weight, value, draft.text)
    return best


def signed_off(drafts: list[Draft]) -> tuple[str, str]:
    """The last line that is nothing but a date, where a plan closes with its issuer and the day."""
    for draft in reversed(drafts[-SIGN_OFF:]):
        plain = dense(fold(" ".join(draft.text.split())))
        date = _DATE.search(plain)
        if draft.table is None and date and date.group(2) and len(plain) == len(date.group(0)):
            return _han(plain), draft.text
    return "", ""


def _readings(draft: Draft, plain: str) -> list[tuple[int, str]]:
    if draft.style == "meta" or draft.style == "chrome":
        return [(_OF_PAGE, _iso(fold(draft.text)) or _han(plain))] if re.match(r"PubDate|发布|时间|日期", plain) else []
    if _LABELLED.search(plain):
        return [(_OF_PAGE if _PAGE_LINE.search(plain) else 8, _han(plain) or _iso(fold(draft.text)))]
    date = _DATE.search(plain)
    if date and date.group(2) and _ISSUED_AFTER.fullmatch(plain[date.end() :]):
        return [(7, _han(plain))]
    if date and date.group(2) and len(plain) <= len(date.group(0)) + 3:
        return [(7, _han(plain))]
    if date and date.group(2) and len(plain) <= 45 and plain.endswith(("日", "月")) and not re.search(r"[,。;]", plain):
        return [(6, _han(plain[date.start() :]))]
    found: list[tuple[int, str]] = []
    for pattern in (_CODE_MONTH, _CODE):
        match = pattern.search(plain)
        if match and len(plain) < 120:
            found.append((5, f"{match.group(1)}-{match.group(2)}"))
    match = _VERSION_YEAR.search(plain)
    if match and len(plain) <= 40:
        found.append((3, match.group(1)))
    return found


def _iso(text: str) -> str:
    match = _ISO.search(text)
    if not match:
        return ""
    return "-".join([match.group(1), *(g.zfill(2) for g in match.groups()[1:] if g)])


def _han(text: str) -> str:
    match = _DATE.search(text)
    if not match:
        return ""
    year = "".join(str(_HAN.index(c)) if c in _HAN else ("0" if c in "○零OoΟ" else c) for c in match.group(1))
    if not 1980 <= int(year) <= 2060:
        return ""
    return "-".join([year, *(f"{han_number(g):02d}" for g in match.groups()[1:] if g)])
