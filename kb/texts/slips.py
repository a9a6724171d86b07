"""What scanning and copying do to a text: look-alike characters, broken lists, sentences cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.texts.models import Clause, TextProblem

# Characters that scanning puts for others, told only in company in which they make no word.
_LOOKALIKES = (
    (re.compile(r"[方形格办做手][怯]"), "怯", "法或式"),
    (re.compile(r"曰[期常]|[生今昨次]曰"), "曰", "日"),
    (re.compile(r"巳[经于]|己经"), "巳/己", "已"),
    (re.compile(r"预宰|顶案|预聚"), "预案的“案”或“预”", "预案"),
    (re.compile(r"应意(?=预案|响应|救援)|应总(?=预案|响应)"), "应急的“急”", "急"),
    (re.compile(r"[一-龥]入员|入身"), "入", "人"),
    (re.compile(r"末(?=按规定|履行|经批准)"), "末", "未"),
)
_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff□]|[a-z][Ⅰ-Ⅻ][a-z]|\(cid:")
_DIGIT = re.compile(r"\d[OoIl](?=\d)|(?<=\d)[OoIl]\d")
_ENDS = ("。", "；", "：", "！", "？", ";", ":", ".", "”", "）", ")", "》", "…")
_LETTERS = re.compile(r"^[a-z]$")


def slips_of(clause: Clause) -> Iterator[TextProblem]:
    """Problems inside one clause, each with the words it is about."""
    for pattern, wrong, right in _LOOKALIKES:
        found = sorted({m[0] for m in pattern.finditer(clause.text)})
        if found:
            yield _problem("slip", clause, f"“{'”“'.join(found)}”像是识别错字（{wrong}→{right}）")
    broken = sorted({clause.text[max(0, m.start() - 4) : m.end() + 4] for m in _BROKEN.finditer(clause.text)})
    if broken:
        yield _problem("slip", clause, f"有读不出的字符：“{' '.join(broken[0].split())}”")
    if _DIGIT.search(clause.text):
        yield _problem("slip", clause, "数字里夹着字母 O 或 l，请核对")
    yield from _items(clause)
    last = clause.parts[-1].text if clause.parts else ""
    if len(last) > 20 and " | " not in last and "引用文件" not in clause.title and not last.endswith(_ENDS):
        yield _problem("cut", clause, f"最后一句似乎没有写完：“…{last[-12:]}”")


def _items(clause: Clause) -> Iterator[TextProblem]:
    """Items that do not follow one another: a) b) 4) d)."""
    numbers = [p.number for p in clause.items()]
    for last, new in pairwise(numbers):
        if _LETTERS.match(last) and _LETTERS.match(new):
            left_out = ord(new) - ord(last) - 1
        elif last.isdigit() and new.isdigit():
            left_out = int(new) - int(last) - 1
        elif numbers[0].isdigit():
            continue  # lists inside a list
        else:
            yield _problem("slip", clause, f"分项 {last} 之后是 {new}，编号像是认错了")
            continue
        if 0 < left_out <= 5:
            yield _problem("gap", clause, f"分项 {last} 之后是 {new}，中间缺 {left_out} 项")
        elif left_out == -1:
            yield _problem("duplicate", clause, f"分项 {new} 出现了两次")


def _problem(kind: str, clause: Clause, message: str) -> TextProblem:
    return TextProblem.model_validate({"kind": kind, "clause": clause.number, "message": f"{clause.label}：{message}"})
