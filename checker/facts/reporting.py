"""Time limits of reports and feedback in an emergency: who reports to whom within how many minutes, by what means."""

from __future__ import annotations

import re

from checker.facts.context import Context, Sentence
from checker.language.numerals import DURATION, minutes
from checker.report import Reporting

_REPORT = re.compile(
    r"(?<!评估)(?<!总结)(?<!调查)(?<!演练)(?<!分析)(?<!《)(?<!已)报告(?!》)|(?<!以)上报(?!警)|报送|提交|续报|补报|初报|速报|快报|通报|报至|反馈|汇报|电话报|书面报|内报|报县|报市|报省|报区|后报|时报|直报|核报|报出|告知|报遂|内报(?=[一-龥]{1,10}(?:局|委|厅|政府|管委会|指挥部|值班室))"
)
_LIMIT_BEFORE = re.compile(
    r"(?:不得?(?:晚于|迟于|超过|多于)|最迟(?:不得?(?:晚于|超过))?|最晚|至迟|力争(?:在)?|控制在|每隔?|每间隔|在|于|后|应|须|不超过|自[^,。;]{1,16}(?:之日)?起)[^,。;\d]{0,18}?$"
)
_LIMIT_AFTER = re.compile(r"^(?:\([^()]{0,10}\))?(?:之内|以内|内|零报告|前|报告?一次)")
_LATEST_AFTER = re.compile(r"^(?:报告|报送|上报|报遂|报)")
_NOT_A_REPORT = re.compile(
    r"预报|雨情监测|新闻发布会|权威信息|发布(?:权威|首次|初步)|降雨量|降雨|降水|播报|备案|公示|公告|滚动|值班值守|值守|预警信号|风险提醒|演练|复盘|培训|调查报告|调查组|查明|工作日内(?:办理|出具)|到达|赶赴|抵达|出动|集结"
    # 号码变动的3日内报办公室更新：the list of telephones, not the emergency
    r"|变动的|变更的|号码|通[讯信]录|报[^,。;]{2,16}更新"
)
_CONTINUED = re.compile(r"续报|零报告|动态报告|报告(?:一次|处置|进展|情况)|上报(?:一次|进展)|报告现场|汇报")
_EVERY_HOUR = re.compile(r"每(?:个)?小时(?=至少)?(?:续报|上报|报告)")
_MEANS = re.compile(r"电话、?短信|电话|书面|传真|短信|网络|邮件|口头|文字|微信|对讲机")
_TO = (
    re.compile(
        r"(?:向|对)(?P<to>[^,。;:\d]{2,44}?)(?:进行|用|以)?(?:书面|口头|电话|首次|(?:形式|方式)|[或、和])*(?:报告|上报|报送|汇报|提交|反馈|续报|补报|速报|初报)"
    ),
    re.compile(
        r"(?:报告|上报|报送|反馈|(?<!通)报)(?:至|给|到)?(?P<to>(?!告|送|时限|情况|内容|材料|一次)[^,。;:\d]{2,30}?)(?=[,。;(]|、(?![一-龥]{2,12}(?:局|委|部|厅|办|政府|指挥部))|并|$)"
    ),
)
_FROM = re.compile(
    r"(?:^|[,;。:])(?:[(\d).、]{1,8}|第[一二三四五六七八九十百]{1,5}条)?(?:对[^,。;]{2,16},)?(?P<from>[一-龥A-Z、()]{2,40}?)"
    r"(?:接到|接报|获悉|收到|查明|核实|确认|得知|发现|在[^,。;:]{2,10}后|(?<!响)应(?:当|于|在|立即|(?!急))|(?<![主重需])要(?!求|素)|须|必须|立即|力争|在接|在\d|在[一二两三半]|于\d|负责(?!人|同志)|执行|严格执行|\d+[日小分]|[一二两三五十半]+(?:日|个?小时))"
)
_RECEIVER = re.compile(r"[部室府局委厅心构组挥长人导司处科办会理任方会院国央队门指OC委]$|单位$")
_NO_SENDER = re.compile(
    r"^(?:并|同时|最迟|详细|需要|自|因|当|如|每|在|对|经|由于|结果|评估|初步|具体|书面|续报|报告|接|有关规定|一般|较大|重大|特别|后|其)|后$|时$|内$|中$|的$|后续|时限|每$|应(?!急)|小时|分钟|需每|要求|发生|事故$|事件$|险情$|超过$|晚于$|迟于$|^逐级|[、和及]$|(?:意见|伤亡|人数|情况)$"
)


def reporting(context: Context) -> tuple[Reporting, ...]:
    found: list[Reporting] = []
    for sentence in context.sentences:
        if not _REPORT.search(sentence.text) and "零报告" not in sentence.text:
            continue
        if context.index.paragraph_at(sentence.start).role in ("heading", "contents", "caption"):
            continue
        seen: set[int] = set()
        for match in _EVERY_HOUR.finditer(sentence.text):
            seen.add(60)
            found.append(_fact(context, sentence, match, 60))
        for match in DURATION.finditer(sentence.text):
            limit = minutes(match)
            if limit is None or limit <= 0 or limit in seen or not _is_limit(sentence.text, match):
                continue
            seen.add(limit)
            found.append(_fact(context, sentence, match, limit))
    return tuple(found)


def _is_limit(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    tail = re.split(r"[;。]", after)[0]
    periodic = re.search(r"每隔?间?隔?$", before)
    bounded = _LIMIT_AFTER.match(after) or (_LIMIT_BEFORE.search(before) and _LATEST_AFTER.match(after)) or periodic
    if not bounded:
        return bool(re.search(r"不得?(?:晚于|迟于|超过)[^,。;]{0,16}$|不超过$", before)) and bool(
            _REPORT.search(tail[:40] + before[-30:])
        )
    if re.match(r"(?:之?内|以内)(?:决定|研判|研究|会商|作出|做出|完成(?!.{0,12}报)|组织|派出|办理)", after):
        return False
    if re.match(r"前", after) and not re.search(r"提前$|(?:后|起)$", before):
        return False
    clause = re.split(r"[,;。]", before)[-1] + match[0] + re.split(r"[,;。]", tail)[0]
    if _NOT_A_REPORT.search(clause):
        return False
    if periodic:
        return bool(_CONTINUED.search(tail[:40])) and not _NOT_A_REPORT.search(tail[:24])
    next_duration = DURATION.search(tail)
    listed = next_duration and re.search(r"内、[^,。;]*$|、[^,。;]*$", tail[: next_duration.start()])
    reach = tail if not next_duration or listed or next_duration.start() <= 8 else tail[: next_duration.start()]
    report = _REPORT.search(reach[:90])
    if report and "备案" in reach[: report.end() + 16]:
        return False
    if report:
        return not _NOT_A_REPORT.search(reach[: report.start()])
    return bool(
        re.search(
            r"(?:报告|(?<!以)上报(?!警)|报送|续报|反馈)(?:时限|时间|期限)?(?:为|应?在|控制在|不超过|的时间)?[^,。;]{0,8}$",
            before,
        )
    )


def _fact(context: Context, sentence: Sentence, match: re.Match[str], limit: int) -> Reporting:
    text = sentence.text
    senders = [
        m["from"] for m in _FROM.finditer(text) if m.start() < match.start() and not _NO_SENDER.search(m["from"])
    ]
    near = re.split(r"[,;。]", text[match.end() :])[0]
    means = _MEANS.search(near) or _MEANS.search(re.split(r"[;。]", text[: match.start()])[-1])
    return Reporting(  # type: ignore[call-arg]  # populated by name, written as `from`
        unit=context.unit_id(sentence.start),
        sender=re.sub(r"^(?:由|应由)(?=.{2})", "", senders[-1]) if senders else "",
        to=_receiver(text, match),
        limit_minutes=limit,
        means=means[0] if means else "",
        evidence=context.quote(sentence.start + match.start(), sentence.start + match.end()),
    )


def _receiver(text: str, limit: re.Match[str]) -> str:
    """To whom: after the limit first, before it otherwise (立即报告…，最迟不得晚于2小时报送)."""
    for start, end in ((limit.end(), len(text)), (0, limit.start())):
        for pattern in _TO:
            found = [m["to"] for m in pattern.finditer(text, start, end) if _RECEIVER.search(m["to"])]
            if found:
                return str(found[0] if start else found[-1])
    return ""
