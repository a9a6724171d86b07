"""Which instrument of the catalogue, and which edition of it, an official text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.catalogue import Catalogue
from kb.models import Instrument
from kb.search.words import fold
from kb.texts.models import Clause

if TYPE_CHECKING:
    from kb.texts.splitting import Split

HEAD_LINES = 40
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_FROM = re.compile(r"(?:自|施行日期[:：]?)\s*(\d{4}年\d{1,2}月\d{1,2}日)(?:起)?(?:施行|实施)?")
_STANDARD = re.compile(r"(?:gb|aq|hj|db\d*|xf|ga)(?:/t)?\s*\d{2,6}(?:\.\d+)?\s*[-—–]\s*\d{4}")
_PAPER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[(]\d{4}[〕\])]\d{1,4}号")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|[《》“”\"]")
_CITED = re.compile(r"《([^《》]{4,40})》")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The edition (empty id when none), the title as the text has it, its own number and date, and a word on doubt."""

    instrument: str
    title: str
    number: str
    effective_from: str
    doubt: str = ""


def recognise(catalogue: Catalogue, name: str, split: Split) -> Recognised:
    """By number first, then by name; between editions by the date, and by what the text already cites."""
    head = [re.sub(r"\s+", "", fold(line)) for line in (*split.front[:HEAD_LINES], name.rsplit(".", 1)[0])]
    head = [re.sub(r"[“”\"]", "", line) for line in head]
    title = _title(split.front, name)
    own_day = _effective(split.front, split.clauses)
    number = _own_number(head)
    candidates = _by_number(catalogue, number) or _by_name(catalogue, [re.sub(r"\s+", "", fold(title)), *head])
    if not candidates:
        return Recognised("", title, number, own_day, "没有认出是知识库里的哪一部；可以用 --instrument 指明")
    chosen = _edition(candidates, own_day, _amended(split.front), name)
    if _base(chosen) not in re.sub(r"\s+", "", fold(title)):
        title = name.rsplit(".", 1)[0]
    later = _cited_later(catalogue, split, chosen)
    if later:
        newer = _newest_after(catalogue, chosen, later.effective_from or "")
        if newer:
            doubt = f"正文引用了 {later.effective_from} 才施行的《{later.name}》，按修正后的版本 {newer.id} 登记"
            return Recognised(newer.id, title, number, newer.effective_from or own_day, doubt)
    doubt = ""
    if own_day and not _amended(split.front) and chosen.effective_from and own_day != chosen.effective_from:
        doubt = f"文件写 {own_day} 施行，知识库里 {chosen.id} 是 {chosen.effective_from}，请核对"
    return Recognised(chosen.id, title, number, own_day or chosen.effective_from or "", doubt)


def _title(front: Sequence[str], name: str) -> str:
    for line in front[:HEAD_LINES]:
        text = line.lstrip("# ").strip()
        if 4 <= len(text) <= 60 and re.search(
            r"(法|条例|办法|规定|规划|指南|导则|规范|要求|标准|规程|预案)(（[^）]*）)?$", text
        ):
            return text
    return name.rsplit(".", 1)[0]


def _effective(front: Sequence[str], clauses: Sequence[Clause]) -> str:
    """The day of coming into force: the front matter's, else the last article's."""
    for line in (*front, *(c.text for c in clauses[-2:])):
        match = _FROM.search(re.sub(r"\s", "", line))
        if match and ("施行" in line or "实施" in line):
            return _iso(match[1])
    return ""


def _iso(day: str) -> str:
    match = _DAY.search(day)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def _own_number(head: Sequence[str]) -> str:
    """The first number of a standard or a paper near the top that is not given as replaced or as a basis."""
    for line in head:
        if line.startswith(("-替代", "-上位", "替代", "代替", "-发布")):
            continue
        for pattern in (_STANDARD, _PAPER):
            match = pattern.search(line)
            if match:
                return re.sub(r"[—–]", "-", match[0])
    return ""


def _by_number(catalogue: Catalogue, number: str) -> list[Instrument]:
    if not number:
        return []
    return [i for i in catalogue.instruments.values() if i.number and number in _plain(i.number)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"[—–]", "-", fold(text)))


def _by_name(catalogue: Catalogue, head: Iterable[str]) -> list[Instrument]:
    """Editions whose name stands in the title or the first lines, the longest name only."""
    for line in head:
        found = [(len(base), i) for i in catalogue.instruments.values() if (base := _base(i)) and base in line]
        if found and not line.startswith(("-替代", "-上位", "替代")):
            longest = max(size for size, _ in found)
            return [i for size, i in found if size == longest]
    return []


def _base(instrument: Instrument) -> str:
    """The name without edition and 中华人民共和国: 突发事件应对法."""
    name = _BRACKETS.sub("", instrument.name).removeprefix("中华人民共和国")
    return re.sub(r"\s+", "", fold(name)) if len(name) >= 4 else ""


def _amended(front: Sequence[str]) -> str:
    """The last day on which the text was amended, ISO; an amended law keeps its old day of coming into force."""
    days = [_iso(m[0]) for line in front if re.search(r"修正|修订|修改", line) for m in _DAY.finditer(line)]
    return max(days, default="")


def _edition(candidates: Sequence[Instrument], day: str, amended: str, name: str) -> Instrument:
    """The first edition since the last amendment; else that of the day, of a year in the file's name, in force."""
    dated = sorted((i for i in candidates if i.effective_from), key=lambda i: i.effective_from or "")
    since = [i for i in dated if amended and (i.effective_from or "") >= amended]
    if since:
        return since[0]
    for wanted in (day, *re.findall(r"(?:19|20)\d\d", name)):
        for i in dated:
            if wanted and (i.effective_from or "").startswith(wanted):
                return i
    if day and dated:
        return min(dated, key=lambda i: abs(int((i.effective_from or "0")[:4]) - int(day[:4])))
    return next((i for i in candidates if i.status.startswith("现行")), candidates[0])


def _cited_later(catalogue: Catalogue, split: Split, chosen: Instrument) -> Instrument | None:
    """An instrument the text rests on that came into force after the edition it seems to be."""
    if not chosen.effective_from:
        return None
    first = "\n".join(c.text for c in split.clauses[:1])
    for cited in _CITED.findall(first):
        name = re.sub(r"\s+", "", fold(cited.removeprefix("中华人民共和国")))
        editions = [i for i in catalogue.instruments.values() if _base(i) == name and i.effective_from]
        oldest = min(editions, key=lambda i: i.effective_from or "", default=None)
        if oldest and (oldest.effective_from or "") > chosen.effective_from and not _has_earlier(oldest):
            return oldest
    return None


def _has_earlier(instrument: Instrument) -> bool:
    """An instrument that replaced others existed before under the same name."""
    return bool(instrument.replaces)


def _newest_after(catalogue: Catalogue, old: Instrument, day: str) -> Instrument | None:
    """The edition that replaced this one and was in force after that day."""
    for key in old.replaced_by:
        new = catalogue.instruments.get(key)
        if new and (new.effective_from or "") >= day:
            return new
    return None
