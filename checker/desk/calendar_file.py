"""What is due, as a calendar file (RFC 5545) for telephones and mail programs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from checker.desk.due import Due
from checker.desk.registry_files import because
from checker.desk.store.plans import key
from checker.reporting.view import clean

UIDS = {"演练": "drill", "现场处置方案演练": "onsite", "定期评估": "evaluation", "备案": "filing"}


def calendar_file(dues: Sequence[Due]) -> bytes:
    """What has a day, as an iCalendar file with a reminder two weeks before."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plancheck//registry//ZH", "CALSCALE:GREGORIAN"]
    for each in dues:
        if each.day is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(each)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{each.what}到期：{each.title}')}",
            f"DESCRIPTION:{_escaped(f'{each.organisation}；{because(each)}')}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-P14D",
            f"DESCRIPTION:{_escaped(f'{each.what}即将到期')}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _uid(each: Due) -> str:
    """The same for the same matter of the same plan at every export, and no other desk's."""
    words = f"{key(each.organisation)}|{key(each.title)}|{UIDS[each.what]}"
    return f"{hashlib.sha256(words.encode()).hexdigest()[:24]}@plancheck"


def _escaped(text: str) -> str:
    flat = " ".join(clean(text).split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 bytes; the rest goes on after a blank."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 73:
            yield part
            part, size = " ", 1
        part += character
        size += width
    yield part
