"""Who starts and who ends a response level, from the ways plans say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.facts.context import Context, dense
from checker.language.numerals import ROMAN, rank

OWN_ORDER = (
    *("A级", "B级", "C级", "D级", "E级"),
    *("社会级", "集团级", "总部级", "公司级", "企业级", "分公司级", "子公司级"),
    *("厂级", "工厂级", "厂区级", "学校级", "校级", "医院级", "院级", "酒店级", "景区级"),
    *("矿级", "港级", "园区级", "基地级"),
    *("单位级", "项目级", "项目部级", "分厂级", "站级", "部门级", "科室级", "作业区级", "区队级", "车间级"),
    *("装置级", "工段级", "现场级", "班组级", "岗位级"),
)
"""Names plans give to levels of their own, from the widest to the narrowest."""
OWN_LABEL = rf"(?:(?<![A-Za-z\d])(?:{'|'.join(sorted(OWN_ORDER, key=len, reverse=True))}))"
_ONE = rf"(?:(?<![A-Za-z\d十上下])(?:{ROMAN}|[一二三四五]|[1-5])级|[红橙黄蓝]色|{OWN_LABEL})"
_LIST = rf"{_ONE}(?:\([^()\n]{{1,16}}\))?(?:(?:、|和|及|与|或|,){_ONE}(?:\([^()\n]{{1,16}}\))?)*"
_RESPONSE = r"[^\s,。;:、()《》]{0,8}?响应(?:行动)?(?:的?组织实施|程序|工作)?"
_BODY = r"(?P<body>[^,。;:!?\n]{2,60}?)"
_START = r"(?:(?:启动|实施|发布启动)(?:命令|指令|令|通知)?)"
_HOW = (
    r"(?:按(?:照)?职责|按(?:照)?(?:规定|程序|权限)|视情|统一|研究|会商|直接|负责|决定|批准|签发(?:文件|命令|启动令)?|宣布|下令|"
    r"下达(?:命令|指令)?|发布(?:命令|指令)?|授权|同意|组织|审定|是否|后|、|并|和|,|立即|根据[^,。;\n]{2,20}建议,?|"
    r"在[^,。;\n]{1,8}基础上|口头){0,6}"
)

LOWEST_RANK = 8  # longer ladders are not met


@dataclass(frozen=True)
class Authority:
    """A body as written and the words that say so."""

    body: str
    start: int
    end: int
    rule: int  # smaller is more explicit


_WHOSE = rf"[^,。;:\n]{{0,14}}?(?P<labels>{_LIST}){_RESPONSE}"
_GENERAL = r"(?:相应|响应|应急响应|本预案|本级|[^,。;\n]{0,12}(?:预案|响应)|[:。,;\n]|并)"
_ASKED = rf"(?:启动|实施)(?P<labels>{_LIST}){_RESPONSE}的?(?:意见|建议|请求|申请)?,[^。\n]{{0,60}}?"
# No verb of deciding: the subject must look like a body.
_PLAIN = (
    rf"(?:^|[,。;:\n]){_BODY}(?:应当?(?:在[^,。;\n]{{2,16}}后)?)?(?:及时|立即|视情|可|同时)*启动(?:或调整为)?"
    rf"{_WHOSE}(?![^,。;]{{0,4}}(?:时|后|的))"
)
# 公司级：……总指挥启动。 Only the place says which level.
_BARE = rf"(?:^|[,。;:\n]){_BODY}启动(?=[。;,]|并|$)"
# Most explicit first. `labels` names the levels; without it the section or the last label before decides.
_STARTS = tuple(
    re.compile(p)
    for p in (
        rf"(?P<labels>{_LIST}){_RESPONSE}[^,。;:\n]{{0,10}}?由{_BODY}{_HOW}{_START}",
        rf"由{_BODY}{_HOW}{_START}{_WHOSE}",
        rf"(?:^|[,。;:\n]|建议,?){_BODY}(?:决定|宣布|批准|下令|签发|研究决定|负责){_HOW}{_START}{_WHOSE}",
        rf"(?:^|[,。;:\n]){_BODY}(?:负责|组织)(?P<labels>{_LIST}){_RESPONSE}的?(?:启动|组织实施)",
        rf"(?:^|[,。;:\n]){_BODY}在{_ONE}响应的?基础上{_START}(?P<labels>{_LIST}){_RESPONSE}",
        rf"(?:报请?|报经|经|请示){_BODY}(?:同意|批准|审批|审定|授权|决定)后?,?(?:由[^,。;\n]{{2,30}}?)?(?:发布|宣布|是否)?{_START}{_WHOSE}",
        rf"(?P<labels>{_LIST}){_RESPONSE}[^。;\n]{{0,30}}?(?:经|报){_BODY}(?:同意|批准|审批|授权)后?{_HOW}{_START}",
        rf"{_ASKED}(?:报请?|报经){_BODY}(?:同意|批准|审批|审定|决定)",
        rf"{_ASKED}(?:由|经)?{_BODY}(?:同意|批准|审批|审定|决定)",
        rf"(?:^|[,。;:\n])(?:[(\d).、]{{1,5}})?(?P<labels>{_LIST})(?:应急)?(?:响应)?:?由{_BODY}{_HOW}{_START}(?!.{{0,6}}预警)",
        rf"(?P<labels>{_LIST}){_RESPONSE}[:,]?{_BODY}(?:判断后|决定|负责|宣布|下令|批准){_HOW}{_START}",
        _PLAIN,
        rf"由{_BODY}{_HOW}{_START}(?!.{{0,6}}预警){_GENERAL}",
        rf"(?:^|[,。;:\n]|建议,?){_BODY}(?:决定|宣布|批准|下令|签发){_HOW}{_START}{_GENERAL}",
        rf"(?:报请?|报经|经|请示){_BODY}(?:同意|批准|审批|审定|授权)后?,?{_HOW}{_START}{_GENERAL}",
        _BARE,
    )
)
# 县指挥部根据灾情、险情启动相应级别应急响应: one body for every level.
_FOR_ALL = re.compile(
    r"(?:^|[。;\n])(?:[\d.]{1,8}[一-龥]{0,6}(?:行动|启动|响应|程序|措施):?|[(\d).、]{1,6})?"  # a run-in heading
    r"(?P<body>[^,。;:!?\n]{2,24}?)(?:负责)?(?:根据|按照?|依据)[^。;\n]{2,50}?"
    r"(?:决定|及时|负责|分级)?启动(?:相应|不同|对应)的?(?:级别|等级|层级)?的?[^,。;:\n]{0,6}响应(?!措施)"
)
_BODY_LIKE = re.compile(
    r"(?:部|组|办|室|站|处|科|队|委|局|厅|政府|人|长|主任|机构|单位|公司|中心|指挥|经理|部门|领导|[防震火抗]指|[A-Z])(?:\([^()]*\))?$"
)
_IF_NEEDED = 20  # 必要时…直接决定: what is done otherwise comes first
_LEADS = tuple(
    re.compile(p)
    for p in (
        rf"由{_BODY}(?:统一|负责|直接|具体|全面)*(?:组织|领导|指挥|负责)(?:统一)?(?:、?协调)?(?:领导|指挥|处置|实施|应对|开展)",
        rf"由{_BODY}(?:统一|负责)?(?:领导|(?<!总)指挥)(?!小组|人|机构|部|长|下)",
        rf"由{_BODY}(?:负责)?向[^,。;\n]{{2,40}}(?:提出|请求)[^,。;\n]{{0,6}}支援",
    )
)
_ENDS = tuple(
    re.compile(p)
    for p in (
        rf"(?P<labels>{_LIST}){_RESPONSE}[^,。;:\n]{{0,10}}?由{_BODY}{_HOW}(?:调整(?:和|或|、))?(?:终止|结束|解除)",
        rf"(?:^|[,。;:\n]|由){_BODY}(?:决定|宣布|批准|签发|负责){_HOW}(?:终止|结束|解除)[^,。;:\n]{{0,14}}?(?P<labels>{_LIST}){_RESPONSE}",
        rf"由{_BODY}{_HOW}(?:下达|发布|宣布|作出|做出|决定)[^,。;\n]{{0,20}}(?:终止|结束|解除)",
        rf"(?:^|[,。;:\n]){_BODY}(?:决定|宣布|批准|签发){_HOW}(?:终止|结束|解除)[^,。;\n]{{0,10}}响应",
        rf"(?:经|报){_BODY}(?:同意|批准|审批)后?,?{_HOW}(?:终止|结束|解除)[^,。;\n]{{0,10}}(?:响应|状态)",
    )
)
_WARNING_STARTS = (
    re.compile(rf"{_BODY}(?:主要)?负责[^。;\n]{{0,16}}?预警(?:信息)?的?(?:发布|启动)"),
    re.compile(rf"预警(?:信息|行动)?由{_BODY}(?:负责)?(?:发布|启动)"),
    re.compile(rf"{_BODY}(?:接到|收到)[^。;\n]{{0,40}}预警信息后,[^。;\n]{{0,24}}(?:发布|启动)"),
)
_NO_BODY = re.compile(
    r"^(?:应(?!急)|要|可|将|并|其|即|立即|及时|需要?|必须|不得|符合|达到|标准|条件|必要时|此|该|相应|上述|本级|按|如|若|当(?![班日值地])|是否|启动|同时|当时)"
    r"|(?:条件|标准|情况|建议|程序|启动|预警|情形|程度|要求|[省厅市局县处乡科]级)$|^(?:上一?级|有关|相关)$"
)
_DENIED = re.compile(r"(?:未|没有|不|尚未)(?:达到|超过|满足)[^,。;]{0,12}(?:响应)?[^。;]{0,8}的?,")
_LEADING = re.compile(
    r"^(?:(?:的|时|后|应当|应该|应(?!急|对|援)|可以|可|要|并|则|再|即|立即|及时|必要时|需|由|报请?|报经|经|请示|此时|当时|一般|原则上|同时|然后)|[(\d).、①-⑩a-z]+\)?)+"
)
_TRAILING = re.compile(
    r"(?:按(?:照)?(?:规定|程序|职责|权限|有关规定)|在[^,]{1,10}基础上|根据[^,]{2,30}|研判后?|视情|综合研判后?|判断后?|研究后?|会商后?|负责|及时|立即|统一|直接|组织|适时|可|应当?|主持会商后?)+$"
)


def clean_body(body: str) -> str:
    """A body without the small words around it; empty when nothing of a body is left, or it only proposes."""
    if re.search(r"向[^,。;]{2,}(?:提出|建议)|提出$|(?:相关|有关|主要)$", body):
        return ""
    body = re.split(r"提请|报请(?=..)|(?<=..)报(?=[^,。]{0,12}(?:指挥长?|组长|领导|负责人|经理|指挥部|主任)$)", body)[
        -1
    ]
    body = re.split(r"(?<=..)(?:签发|下达)", body)[0]
    body = re.split(r"按照|依照|根据|依据|(?<=..)(?:请示|报请|报经|报(?=.*同意))", _LEADING.sub("", body))[0]
    for cut in ("提出建议后", "同意后", "批准后", "向"):
        if cut == "向":
            body = body.split("向")[0] if body.find("向") >= 2 else body
        elif cut in body:
            body = body.split(cut)[-1] or body
    body = _TRAILING.sub("", _LEADING.sub("", body)).strip("\"'|-")
    if (
        len(body) < 2
        or _NO_BODY.search(body)
        or re.search(
            r"响应|参照|达到|符合|(?:事故|事件|灾害|险情)(?!处置|应急|指挥|救助|救援|调查|防御|工程|领导)", body
        )
    ):
        return ""
    return body


Names = Mapping[str, int]  # rank of a label of the plan's own (公司级: 1)


def starters(context: Context, start: int, end: int, names: Names, *, warning: bool = False) -> dict[int, Authority]:
    """The starter of each rank between two dense offsets."""
    found = _tables(context, start, end, names)
    _collect(context, start, end, _STARTS, found, names, word="启动")
    _collect(context, start, end, _LEADS, found, names, word="", offset=len(_STARTS))
    if warning:
        _warning(context, start, end, found)
    if not found:
        _of_all(context, start, end, found)
    return found


def _of_all(context: Context, start: int, end: int, found: dict[int, Authority]) -> None:
    """Who starts every level, where the plan names one body for all of them and no other for any."""
    for sentence in context.sentences_within(start, end):
        match = _FOR_ALL.search(sentence.text) if "启动" in sentence.text else None
        body = clean_body(match["body"]) if match else ""
        if match and body and _BODY_LIKE.search(body):
            at = sentence.start
            one = Authority(body, at + match.start("body"), at + match.end(), len(_STARTS) + len(_LEADS))
            found.update(dict.fromkeys(range(1, LOWEST_RANK + 1), one))
            return


def endings(context: Context, start: int, end: int, names: Names) -> dict[int, Authority]:
    found: dict[int, Authority] = {}
    _collect(context, start, end, _ENDS, found, names, word="终止|结束|解除")
    return found


def _collect(
    context: Context,
    start: int,
    end: int,
    rules: tuple[re.Pattern[str], ...],
    found: dict[int, Authority],
    names: Names,
    *,
    word: str,
    offset: int = 0,
) -> None:
    trigger = re.compile(word)
    for sentence in context.sentences_within(start, end):
        if (word and not trigger.search(sentence.text)) or context.in_form(sentence.start):
            continue
        if context.index.paragraph_at(sentence.start).role in ("heading", "contents"):
            continue
        for number, rule in enumerate(rules, start=offset):
            for match in rule.finditer(sentence.text):
                body = clean_body(match["body"])
                before = sentence.text[: match.start("body")]
                if (
                    not body
                    or _DENIED.search(before)
                    or (rule.pattern in (_PLAIN, _BARE) and not _BODY_LIKE.search(body))
                ):
                    continue
                labels = match.groupdict().get("labels")
                if labels:
                    ranks = ranks_in(labels, names)
                elif offset and "预警" in sentence.text:
                    continue
                else:
                    ranks = ranks_here(context, sentence.start, before, names)
                weight = number + (_IF_NEEDED if re.search(r"必要时,?$", before) or "必要时" in match["body"] else 0)
                for value in ranks:
                    known = found.get(value)
                    fuller = known is not None and weight == known.rule and body.startswith(known.body + "主要")
                    if known is None or weight < known.rule or fuller:
                        at = sentence.start + match.start()
                        found[value] = Authority(body, at, sentence.start + match.end(), weight)


def rank_of(label: str, names: Names) -> int | None:
    return names.get(label) or (None if re.fullmatch(OWN_LABEL, label) else rank(label))


def ranks_in(labels: str, names: Names) -> list[int]:
    return [r for one in re.findall(_ONE, re.sub(r"\([^()]*\)", "", labels)) if (r := rank_of(one, names))]


def ranks_here(context: Context, at: int, before: str, names: Names) -> list[int]:
    """The levels a sentence speaks of: labels before it in the sentence, its line, its section, its paragraph."""
    before = re.sub(rf"在{_ONE}响应的?基础上", "", before)
    named = re.findall(rf"({_LIST})[^,。;\n]{{0,10}}?响应", before)
    if named:
        return ranks_in(named[-1], names)
    clause = re.findall(rf"({_ONE})(?!预警|事件|事故)", re.split(r"[;。]", before)[-1])
    if len(clause) == 1 and "响应" in context.sentence(at).text and rank_of(clause[0], names):
        return ranks_in(clause[0], names)
    line_start, _ = context.index.line(context.index.paragraph_at(at).index)
    lead = re.match(
        rf"[(\d).、a-z①-⑩一二三四五-]{{0,5}}({_ONE})(?:\([^()\n]{{1,16}}\))?(?:应急)?(?:响应)?[:,(]",
        context.text[line_start : line_start + 30],
    )
    place = rank_of(lead[1], names) if lead else context.level_of_place(at) or _own_place(context, at, names)
    if place:
        return [place]
    earlier = re.findall(rf"({_LIST})[^,。;\n]{{0,10}}?响应", context.text[line_start:at])
    spoken = ranks_in(earlier[-1], names) if earlier else []
    return spoken if len(spoken) == 1 else []


def _own_place(context: Context, at: int, names: Names) -> int | None:
    """The level of the section by a label of the plan's own (3.1 公司级响应)."""
    for title in reversed(context.titles(at)):
        own = [label for label in names if label in title]
        if len(own) == 1 and "响应" in title:
            return names[own[0]]
    return None


# 启动人, 启动权限, 谁来启动, 由谁宣布, 有权启动的人
_WHO_COLUMN = re.compile(
    r"启动(?:人|者|主体|部门|机构|权限?|单位|责任)|(?:签发|批准|决定|宣布|下令|指挥)(?:人|者|机构|权限?|启动)"
    r"|谁(?:来|能|可以?|有权|负责)?(?:启动|决定|宣布|批准)|(?:^|由)谁|有权启动"
)


def _tables(context: Context, start: int, end: int, names: Names) -> dict[int, Authority]:
    """Starters from tables with a column of levels and one of who starts."""
    found: dict[int, Authority] = {}
    for table in context.plan.tables:
        header = ["".join(h.split()) for h in table.header]
        level = next((i for i, h in enumerate(header) if re.search(r"响应|级别|等级", h) and "条件" not in h), None)
        who = next(
            (i for i, h in enumerate(header) if _WHO_COLUMN.search(h)),
            None,
        )
        if level is None or who is None or level == who or any("预警" in h for h in header):
            continue
        for cells, paragraph in zip(table.rows, table.paragraphs, strict=True):
            a, b = context.index.line(paragraph)
            value = rank_of(dense(cells[level]), names) if level < len(cells) else None
            if start <= a < end and value and who < len(cells) and cells[who].strip():
                found.setdefault(value, Authority(_first_body(cells[who]), a, b, 0))
    return found


def _first_body(cell: str) -> str:
    """The body of a cell: 总指挥启动，并请求区政府… gives 总指挥."""
    first = re.split(r"[，,；;。\n]", cell.strip())[0]
    return re.sub(r"(?:决定|宣布|下令|批准|签发|负责)?启动.*$", "", first.removeprefix("由")).strip() or first


def _warning(context: Context, start: int, end: int, found: dict[int, Authority]) -> None:
    for rule in _WARNING_STARTS:
        for match in rule.finditer(context.text, start, end):
            body = clean_body(match["body"])
            if body:
                authority = Authority(body, match.start("body"), match.end(), 99)
                for value in (1, 2, 3, 4):
                    found.setdefault(value, authority)
                return
