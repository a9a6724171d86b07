"""Periodic evaluation of the plan itself (预案定期评估), apart from occasional revision."""

from __future__ import annotations

import re

from checker.facts.context import Context
from checker.language.numerals import frequencies
from checker.report import Review

_EVALUATION = re.compile(
    r"(?:预案|本方案)[^。;\n]{0,40}(?:评估|评审|评价|修订|修编|复审|更新)|(?:评估|评审|复审|修订|修编)[^。;\n]{0,30}(?:预案|本方案)"
)
_UNTIMED = re.compile(
    r"(?:定期|适时|及时|不定期)[^。;,\n]{0,16}(?:对)?[^。;,\n]{0,10}预案[^。;,\n]{0,10}评估|预案[^。;,\n]{0,12}(?:定期|适时)(?:进行|开展|组织)?评估"
    r"|定期评估制度|评估制度[^。;\n]{0,12}定期|定期[^。;,\n]{0,24}评估[^。;,\n]{0,10}预案|预案定期评估"
)
_CHAPTER = re.compile(
    r"预案(?:的)?(?:管理|评估|修订|更新)|评估(?:与|和|、|及)修订"
)  # 预案 is left out of its sentences
_DRILL = re.compile(r"演练|演习|培训")


def reviews(context: Context) -> tuple[Review, ...]:
    found: list[Review] = []
    for sentence in context.sentences:
        line = context.index.line(context.index.paragraph_at(sentence.start).index)
        about = "".join(context.titles(sentence.start)) + context.text[line[0] : min(line[1], line[0] + 20)]
        if not _EVALUATION.search(sentence.text) and not (
            _CHAPTER.search(about) and re.search(r"评估|评审|修订", sentence.text)
        ):
            continue
        if context.index.paragraph_at(sentence.start).role in ("heading", "contents"):
            continue
        timed = [x for x in frequencies(sentence.text) if _is_about_plan(sentence.text, x[0], x[1], about)]
        for start, end, months in timed:
            evidence = context.quote(sentence.start + start, sentence.start + end)
            found.append(Review(unit=context.unit_id(sentence.start), interval_months=months, evidence=evidence))
        untimed = None if timed else _UNTIMED.search(sentence.text)
        if untimed:
            evidence = context.quote(sentence.start + untimed.start(), sentence.start + untimed.end())
            found.append(Review(unit=context.unit_id(sentence.start), interval_months=None, evidence=evidence))
    return tuple(found)


def _is_about_plan(text: str, start: int, end: int, title: str) -> bool:
    after = re.split(r"[;。]", text[end:])[0][:40]
    near = text[start:end] + after
    before = re.split(r"[;。]", text[:start])[-1][-30:]
    evaluated = re.search(r"评估|评审|修订|修编|复审", near)
    if evaluated and _DRILL.search(near[: evaluated.start()]):
        return False
    if _DRILL.search(near.split("预案")[0]) and not re.search(r"评估|修订|评审", near.split("演练")[0]):
        return False
    return bool(re.search(r"评估|评审|修订|修编|复审", near)) and (
        bool(_CHAPTER.search(title)) or bool(re.search(r"预案|方案", before + near))
    )
