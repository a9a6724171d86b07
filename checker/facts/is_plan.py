"""Whether a text is an emergency plan at all; other texts are refused with the reason, before anything is judged."""

from __future__ import annotations

import re

from checker.errors import InputError
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.plan import Plan
from kb.catalogue import load_catalogue

_MATTERS = (
    r"应急响应|响应启动|启动响应|响应分级|响应级别",
    r"应急预案|处置方案|应急方案",
    r"指挥部|指挥机构|领导小组|总指挥|应急组织|现场指挥|处置小组|职责",
    r"信息报告|信息报送|报告|上报|报警",
    r"应急处置|处置措施|先期处置|抢险|救援",
    r"预警|监测",
    r"后期处置|恢复|善后|响应终止|响应结束|应急结束",
    r"应急保障|应急物资|应急队伍|救援队伍",
)
_ARTICLE = re.compile(r"(?m)^第[零一二三四五六七八九十百]+条")
_PLAN_TITLE = re.compile(r"(?:预案|处置方案|应急方案)(?:[（(〔\[][^）)〕\]]{1,20}[）)〕\]])?$")  # not 预案管理办法
MATTERS_MIN = 4  # of the eight matters every plan speaks of
_CHAPTERS = (
    "scope", "organisation", "risk", "warning", "reporting", "response", "response-levels", "response-measures",
    "emergency-measures", "onsite-disposal", "recovery", "support", "plan-management", "drill", "precautions",
)  # fmt: skip
HEADED_MIN = 6  # of the chapters a plan has; other writing on emergencies has fewer


def ensure_plan(plan: Plan, index: TextIndex, *, excerpt: bool = False) -> None:
    """Raise InputError E-NOT-PLAN when the text is a law, a standard, a notice or something else that is no plan.

    `excerpt`: a text with the title of a plan is enough, where only what it says is looked at.
    """
    if not index.text.strip() or not plan.units:
        raise InputError("E-EMPTY", "文件里没有可以读出的正文；请确认文件内容，扫描件请安装 plancheck[ocr]。")
    if plan.source.unreadable_pages:
        return
    if len(_ARTICLE.findall(index.text)) >= 15 and not _PLAN_TITLE.search(_dense_title(plan)):
        raise InputError("E-NOT-PLAN", "这个文件是法规或制度（按“第…条”编写），不是应急预案；请换成预案正文。")
    if any(s.title == "规范性引用文件" for s in plan.sections):
        raise InputError("E-NOT-PLAN", "这个文件是标准（有“规范性引用文件”一章），不是应急预案；请换成预案正文。")
    if excerpt and _PLAN_TITLE.search(_dense_title(plan)):
        return
    titled = bool(re.search(r"预案|处置方案|应急方案", plan.identity.title + "".join(u.title for u in plan.units)))
    spoken = sum(bool(re.search(pattern, index.text)) for pattern in _MATTERS)
    headed = titled or _headed(index) >= HEADED_MIN
    if not headed or spoken < (MATTERS_MIN if titled else MATTERS_MIN + 2):
        only = "可能只是开头或节选" if titled else "不像应急预案"
        raise InputError("E-NOT-PLAN", f"这个文件{only}（没有响应、组织、报告等内容）；请换成预案正文后再查。")


def _dense_title(plan: Plan) -> str:
    return re.sub(r"\s+", "", plan.identity.title)


def _headed(index: TextIndex) -> int:
    """How many of a plan's chapters have a heading here."""
    concepts = Concepts(index, load_catalogue().headings)
    return sum(bool(concepts.sections(chapter)) for chapter in _CHAPTERS)
