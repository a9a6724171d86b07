"""Time limits of reports and feedback in an emergency: who reports to whom within how many minutes, by what means."""

from __future__ import annotations

import re

from checker.facts.context import Context, Sentence
from checker.language.numerals import DURATION, minutes
from checker.report import Reporting

_REPORT = re.compile(
    r"(?<!评估)(?<!总结)(?<!调查)(?<!演练)(?<!分析)(?<!《)报告(?!》)|上报|报送|提交|续报|补报|初报|速报|快报|通报|报至|反馈|汇报|电话报|书面报|内报|报县|报市|报省|报区|后报|时报|直报|核报|报出|告知|报遂"
)
_LIMIT_BEFORE = re.compile(
    r"(?:不得?(?:晚于|迟于|超过|多于)|最迟(?:不得?(?:晚于|超过))?|最晚|至迟|力争(?:在)?|控制在|每隔?|每间隔|在|于|后|应|须|不超过|自[^,。;]{1,16}(?:之日)?起)[^,。;\d]{0,18}?$"
)
_LIMIT_AFTER = re.compile(r"^(?:\([^()]{0,10}\))?(?:之内|以内|内|零报告|前|报告?一次)")
_LATEST_AFTER = re.compile(r"^(?:报告|报送|上报|报遂|报)")
_NOT_A_REPORT = re.compile(
    r"预报|雨情监测|新闻发布会|权威信息|发布(?:权威|首次|初步)|降雨量|降雨|降水|播报|备案|公示|公告|滚动|值班值守|值守|预警信号|风险提醒|演练|复盘|培训|工作日内(?:办理|出具)|到达|赶赴|抵达|出动|集结"
)
_CONTINUED = re.compile(r"续报|零报告|动态报告|报告(?:一次|处置|进展|情况)|上报(?:一次|进展)|报告现场|汇报")
_MEANS = re.compile(r"电话、?短信|电话|书面|传真|短信|网络|邮件|口头|文字|微信|对讲机")
_TO = re.compile(
    r"(?:向|至|到|给|报(?:告|送|请)?(?:至|给|到)?|上报(?:至|给|到)?|反馈(?:至|给)?)"
    r"(?P<to>(?:本级|当地|上一?级|属地|所在地|事发地|省|市|县|区|国家|国务院|公司|集团|应急|酒店|安全|值班|指挥|领导|主管|[一-龥A-Z]{2,10})[一-龥A-Z、()]{0,40}?"
    r"(?:部门|指挥部|办公室|政府|局|委|厅|中心|机构|领导小组|总指挥|指挥长|负责人|领导|省防指|省防办|市防指|防办|防指|国务院|党委|司|处|科|室|办|委员会|部|公司|集团|主任|经理|COCC|OCC|党中央)(?!长))"
)
_FROM = re.compile(
    r"(?:^|[,;。:])(?:(?:[(\d).、]{1,4})?)(?P<from>[一-龥A-Z、()]{2,40}?)(?:接到|接报|获悉|在接|收到|应当|应于|应在|应立即|应|要|须|必须|立即|力争|在\d|在[一二半]|于\d|向|负责)"
)


def reporting(context: Context) -> tuple[Reporting, ...]:
    found: list[Reporting] = []
    for sentence in context.sentences:
        if not _REPORT.search(sentence.text) and "零报告" not in sentence.text:
            continue
        if context.index.paragraph_at(sentence.start).role in ("heading", "contents", "caption"):
            continue
        seen: set[int] = set()
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
    if report:
        return not _NOT_A_REPORT.search(reach[: report.start()])
    return bool(
        re.search(
            r"(?:报告|上报|报送|续报|反馈)(?:时限|时间|期限)?(?:为|应?在|控制在|不超过|的时间)?[^,。;]{0,8}$", before
        )
    )


def _fact(context: Context, sentence: Sentence, match: re.Match[str], limit: int) -> Reporting:
    text = sentence.text
    to = _TO.search(text, match.end()) or _TO.search(text)
    senders = [m for m in _FROM.finditer(text) if m.start() < match.start()]
    sender = senders[-1]["from"] if senders else ""
    means = _MEANS.search(text, match.end()) or _MEANS.search(text)
    return Reporting(
        unit=context.unit_id(sentence.start),
        sender=re.sub(r"^.*(?:后|时|的|由)(?=.{2})", "", sender),
        to=to["to"] if to else "",
        limit_minutes=limit,
        means=means[0] if means else "",
        evidence=context.quote(sentence.start + match.start(), sentence.start + match.end()),
    )
