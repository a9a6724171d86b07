"""Plans of governments and superior units that the plan rests on or connects with."""

from __future__ import annotations

import re

from checker.facts.context import Context, dense
from checker.report import Citation, UpperPlan

_BASIS = re.compile(r"依据|衔接|上级预案|上位预案|预案体系|与其他|关系|总则|编制目的")
_MADE_AFTER = re.compile(r"编制依据|(?:依据|根据)[^。]*(?:制定|编制|修订)(?:了)?本(?:预案|方案)")
_LINK = re.compile(r"依据|根据|按照|衔接|上级|上位|遵照|服从|隶属")
_SIBLING = re.compile(r"共同构成|上一?版本|负责(?:修订|编制|制定)|修订|组成|同时废止|配套")
_SUPERIOR = re.compile(
    r"^(?:国家|中国|全国|国务院|[一-龥]{2,7}(?:省|市|自治区|自治州|县|区|旗|镇|乡|街道|园区|开发区|集团|公司|部)|省|市|县|区|本市|本省|本县|本区)"
)
_NATIONAL = re.compile(r"^(?:国家|全国|国务院)")


def upper_plans(context: Context, citations: tuple[Citation, ...]) -> tuple[UpperPlan, ...]:
    own = dense(context.plan.identity.organisation)
    found = []
    for citation in citations:
        name = dense(citation.name)
        if citation.kind != "plan" or (citation.at_issue == "superseded" and citation.instrument is None):
            continue
        at = context.index.line(citation.evidence.paragraph)[0]
        sentence = _sentence_of(context, citation)
        titles = " ".join(context.titles(at)[-1:])
        if _SIBLING.search(_clause(sentence, name)):
            continue
        placed = bool(_BASIS.search(titles)) or context.in_front(at) or bool(_MADE_AFTER.search(sentence))
        linked = bool(_LINK.search(sentence)) or "上级预案" in sentence
        line = context.text[slice(*context.index.line(citation.evidence.paragraph))]
        table = "上级预案" in line
        # A plan named alone in a list below 预案衔接 or 编制依据 is connected with by its place.
        listed = placed and not re.search(r"[一-龥]", re.sub(r"《[^》]*》", "", line)) and bool(_SUPERIOR.match(name))
        if not (table or listed or (placed and (linked or "依据" in titles))):
            continue
        if (
            own
            and name.startswith(own)
            and not _NATIONAL.match(name)
            and not re.search(r"综合|总体", name)
            and len(own) < 6
        ):
            continue
        if table or _SUPERIOR.match(name) or "依据" in titles or linked:
            found.append(UpperPlan(name=citation.name, evidence=citation.evidence))
    return tuple(found)


def _clause(sentence: str, name: str) -> str:
    """The words around a citation in its part of the sentence, titles of documents left out."""
    at = max(sentence.find(name), 0)
    start = max(sentence.rfind(c, 0, at) for c in ",;。") + 1
    end = min((i for c in ",;。" if (i := sentence.find(c, at + len(name))) >= 0), default=len(sentence))
    listed = re.sub(r"《[^《》]*(?:《[^《》]*》[^《》]*)?》", "", sentence[start:end])
    return listed if re.search(r"[一-龥]{2}", listed) else re.sub(r"《[^《》]*》", "", sentence)


def _sentence_of(context: Context, citation: Citation) -> str:
    start, end = context.index.line(citation.evidence.paragraph)
    at = context.text.find(dense(citation.evidence.quote), start, end)
    return context.sentence(max(at, start)).text
