"""Laws, standards, documents and plans the plan names: in 《》, by number, or as plain lines of the basis chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.facts.context import Context, dense
from checker.facts.currency import CitationKind, Currency
from checker.report import Citation, CitationStatus

_QUOTED = re.compile(
    r"《(?P<name>[^《》\n]{2,70}(?:《[^《》\n]{2,40}》[^《》\n]{0,30})?)》(?P<bracket>\((?:[^()\n]|\([^()\n]{0,20}\)){1,60}\))?"
)
STANDARD = re.compile(
    r"(?<![A-Za-z])(?P<code>(?:GB|AQ|HJ|DB\d{2}|XF|GA|TSG|JGJ|CJJ|SL|JT|DL|SY|HG|MT|YJ|QX|DZ|JR|GBZ|NB|TB|YD|WS|SH|LD|Q|T)/?[TZ]?(?:/T)?\d{1,6}(?:\.\d+)*(?:-\d{2,4})?)"
)
_STANDARD_AFTER = re.compile(rf"^[,(:]?{STANDARD.pattern[len('(?<![A-Za-z])') :]}")
_NUMBER = re.compile(
    r"(?:[^,。;()]{0,24}令)?第?(?:\d+|[一二三四五六七八九十百]+)号(?:令|公告|修[订正])?|[^,。;()]{1,14}[(\[]\d{4}[)\]]第?\d+号|\d{4}年(?:\d+月(?:\d+日)?)?[^,。;()]{0,10}(?:修订|修正|通过|施行|发布|版)?"
    r"|[A-Z]{2,}[A-Z/\d.-]{4,}\d"
)
_BEFORE = re.compile(rf"{STANDARD.pattern}[,:]?$")
_PLAN_NAME = re.compile(r"(?:预案|处置方案|行动方案|应对方案|保障方案|应急方案)(?:\([^()]*\))?$")
_LAW_NAME = re.compile(r"(?:法|条例|规定|办法|细则|决定|法律)(?:\([^()]*\))?$")
_STANDARD_NAME = re.compile(r"(?:规范|标准|导则|规程|通则|技术要求|分类与代码|分类与编码)(?:\([^()]*\))?$")
_LAW_STRONG = re.compile(
    r"^中华人民共和国|(?:省|市|自治区|国)[^,]{0,30}条例|^[^,]{2,30}(?:(?<!办)法|条例)(?:\([^()]*\))?$|(?:省|市|区)实施"
)
_NOT_A_DOCUMENT = re.compile(
    r"(?:表|单|台账|台帐|记录|登记簿|卡|函|名单|通讯录|图|日报|晚报|月报|周报|年报|简报|专报|日志|信息|要情|簿|清单|令|目录|附件|报告|快报|证|证书|书|网|杂志|协议)(?:\([^()]*\))?$"
)
_GENERIC = re.compile(
    r"^(?:本|综合|专项|各|该|相关|有关|总体|现场|突发事件|生产安全事故)?(?:应急|专项应急|综合应急)?(?:救援|处置)?(?:预案|方案)$|^现场(?:应急)?处置方案$"
)
_HISTORY = re.compile(r"(?:同时|即行|即日起?|一并|随之)?(?:废止|停止执行|失效|作废)")
_REPLACED = re.compile(
    r"(?:上一?版本?|前一?版本?|原版|旧版|代替|替代|取代)(?:为|的|了)?[:,]?(?:《[^《》]{2,80}》(?:\([^()]{0,60}\))?[、,和及与\n\d]*)*$"
)
_BASIS_TITLE = re.compile(r"依据|引用|法律|法规|标准|规范性")
_BASIS_LINE = re.compile(
    r"^(?:(?:[(]?[一二三四五六七八九十]{1,3}[).、])|[(\d).、①-⑳a-z·-]{0,6})(?P<name>[一-龥(][一-龥、,()\"\d·—-]{3,48}?(?:法|条例|办法|规定|规范|标准|导则|规程|通知|意见|预案|决定|指南|规划|细则|要求|纲要|制度))"
    r"(?P<bracket>\([^()\n]{2,50}\)|[,:]?[A-Z]{2}[A-Z/\d. -]{4,20})?[;。,、.]?$"
)
_NAMED_LAW = re.compile(
    r"(?<!《)中华人民共和国[一-龥]{2,14}?(?:法|条例)(?!律|规|人|院|制|定|庭|官|治)(?P<bracket>\([^()\n]{2,40}\))?"
)
_VERB = (
    r"启动|执行|按照|参照|根据|依据|依照|申请|由|熟悉|及时|立即|情况|进行|组织|制定|编制|修订|视情|适时|负责"
    r"|应当|要求|所|并"
)
_UNQUOTED_PLAN = re.compile(
    rf"(?:按照?|依照|根据|依据|参照|执行(?!指挥)|启动|转入|遵照)(?P<name>(?:(?!{_VERB})[一-龥A-Za-z]){{2,24}}?(?:专项|综合|总体|场景)?(?:应急)?(?:救援|处置)?预案)(?P<after>(?:的)?(?:要求|规定|组织|执行|进行|处置|实施|或|、|和|,|。|;|开展))"
)
_SCENES = re.compile(
    r"(?P<list>\"[^\"\n]{2,16}\"(?:[、和及]\"[^\"\n]{2,16}\")*)(?P<tail>(?:场景|专项|应急|综合|处置|现场)+预案)"
)
_PRONOUN = re.compile(
    r"^(?:相应|相关|有关|本|该|各|上级|上述|对应|其|已|所|此|以上|以下|应急|同级|部门|单位|各级|各自|下级|既定|预先|不同|分|制定|批准|专项|综合|企业|公司|单一|某|厅内|属地|地方|当地|省级|市级|区级|县级|国家级|政府|现有|事先|以及|启动|的|了|进入|哪|具体|配套)"
    r"|(?:或|和|及|与|的|等|相应|相关|有关|本|各)[一-龥]{0,6}预案$"
)


@dataclass(frozen=True)
class Named:
    """A citation before it is judged: dense offsets of the whole mention."""

    name: str
    number: str | None
    start: int
    end: int


def citations(context: Context) -> tuple[Citation, ...]:
    """Every instrument and plan named, once by name, the mention with a number first."""
    currency = Currency(context.catalogue, context.as_of, context.plan.identity.issued)
    chosen: dict[str, Named] = {}
    for named in sorted(_mentions(context), key=lambda n: n.start):
        key = _key(named.name) or named.name
        if named.number and STANDARD.fullmatch(named.name):
            key = named.name
        known = chosen.get(key)
        if known is None or (named.number and not known.number):
            chosen[key] = named
    _drop_codes_already_named(chosen)
    _drop_garbled(chosen)
    return tuple(_citation(context, n, currency) for n in sorted(chosen.values(), key=lambda n: n.start))


def _mentions(context: Context) -> list[Named]:
    found = list(_quoted(context))
    taken = [(n.start, n.end) for n in found]

    def free(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in taken)

    for named in [*_basis_lines(context), *_named_laws(context), *_codes(context), *_plans(context)]:
        if free(named.start, named.end):
            found.append(named)
            taken.append((named.start, named.end))
    return found


def _quoted(context: Context) -> list[Named]:
    own = _own_names(context)
    enterprise = bool(context.plan.units) and context.plan.units[0].kind.is_enterprise
    out = []
    for match in _QUOTED.finditer(context.text):
        name = match["name"].strip(",、;")
        if _NOT_A_DOCUMENT.search(name) or _GENERIC.match(name) or len(name) < 3:
            continue
        number = _number(context.text, match)
        named_here = _key(name) in own and not number and not _older(context, match.start(), match.end())
        # Only where the plan is named among other plans (组织编制《…》) is its own name a citation.
        if named_here and (enterprise or _speaks_of_itself(context, match.start())):
            continue
        out.append(
            Named(
                name,
                number,
                match.start(),
                match.end() + (len(number) + 1 if number and match["bracket"] is None else 0),
            )
        )
    return out


def _number(text: str, match: re.Match[str]) -> str | None:
    bracket = (match["bracket"] or "")[1:-1]
    if bracket:
        standard = STANDARD.search(bracket)
        if standard:
            return standard["code"]
        found = _NUMBER.search(bracket)
        if found and not re.match(r"以下简称|简称", bracket):
            return bracket if len(bracket) <= 40 else found[0]
    after = _STANDARD_AFTER.match(text[match.end() : match.end() + 30])
    if after:
        return after["code"]
    before = _BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    return before["code"] if before else None


def _basis_lines(context: Context) -> list[Named]:
    """Lines of the basis chapter that name an instrument without 《》."""
    out = []
    for paragraph in context.plan.paragraphs:
        start, end = context.index.line(paragraph.index)
        line = context.text[start:end]
        if "《" in line or not 6 <= len(line) <= 110 or paragraph.role in ("heading", "contents", "caption"):
            continue
        titles = context.titles(start)
        if not titles or not _BASIS_TITLE.search(titles[-1]):
            continue
        for piece in re.finditer(r"(?:[^;。、]|、(?![一-龥]{2,30}(?:预案|条例)))+[;。、]?", line):
            match = _BASIS_LINE.match(piece[0])
            if match and not re.search(r"[,。]|根据|依据|制定|结合", match["name"]):
                bracket = (match["bracket"] or "").strip("(),: ")
                out.append(
                    Named(
                        match["name"],
                        bracket or None,
                        start + piece.start() + match.start("name"),
                        start + piece.start() + match.end(),
                    )
                )
    return out


def _named_laws(context: Context) -> list[Named]:
    out = []
    for match in _NAMED_LAW.finditer(context.text):
        bracket = (match["bracket"] or "").strip("()")
        number = bracket if _NUMBER.search(bracket) else None
        name = match[0].split("(")[0]
        out.append(Named(name, number, match.start(), match.end() if number else match.start() + len(name)))
    return out


def _codes(context: Context) -> list[Named]:
    out = []
    for match in STANDARD.finditer(context.text):
        code = match["code"]
        if re.match(r"(?:GB|AQ|HJ|DB\d\d|XF|GA|TSG|JGJ|YJ|GBZ)", code) and len(re.sub(r"\D", "", code)) >= 3:
            out.append(Named(code, code, match.start(), match.end()))
    return out


def _plans(context: Context) -> list[Named]:
    """Plans named without 《》: `启动特种设备专项应急预案`, `按“大客流处置”场景预案`."""
    own = [_key(dense(u.title)) for u in context.plan.units]
    out = []
    for match in _UNQUOTED_PLAN.finditer(context.text):
        name = match["name"]
        stem = re.sub(r"(?:专项|综合|总体|场景)?(?:应急)?(?:救援|处置)?预案$", "", name)
        if len(stem) < 3 or _PRONOUN.search(name) or re.search(r"[预案].*预案", name):
            continue
        if any(stem in title or re.sub(r"事故|事件|突发", "", stem) in title for title in own):
            continue
        out.append(Named(name, None, match.start("name"), match.end("name")))
    for match in _SCENES.finditer(context.text):
        for one in re.finditer(r"\"([^\"]+)\"", match["list"]):
            out.append(Named(one[1] + match["tail"], None, match.start() + one.start(), match.start() + one.end()))
    return out


def _own_names(context: Context) -> set[str]:
    identity = context.plan.identity
    names = {_key(dense(identity.title)), *(_key(dense(u.title)) for u in context.plan.units)}
    organisation = dense(identity.organisation)
    short = {n.removeprefix(organisation) for n in names if organisation}
    return {n for n in names | short if n}


def _older(context: Context, start: int, end: int) -> bool:
    return _old_status(context, start, end) is not None


def _speaks_of_itself(context: Context, start: int) -> bool:
    text = context.sentence(start).text
    return context.in_front(start) or bool(
        re.search(r"现予|发布实施|编制了|制定了|特制定|本公司|我公司|印发|自.{0,8}起施行", text)
    )


def _old_status(context: Context, start: int, end: int) -> CitationStatus | None:
    """`abolished` or `superseded` when the plan itself says so: 原《…》同时废止, 与上一版本《…》相比."""
    lead = context.text[max(0, start - 400) : start]
    if _REPLACED.search(lead):
        return "superseded"
    after = context.text[end : end + 60]
    tail = re.split(r"[。;\n]", after)[0]
    if _HISTORY.search(tail) and not re.search(r"不|未", tail[:20]):
        return "abolished"
    return None


def _key(name: str) -> str:
    """What makes two mentions the same: no brackets, punctuation, country, or year."""
    plain = re.sub(r"\([^()]*\)|[《》〈〉<>\"'、,\s]|^中华人民共和国", "", name)
    return re.sub(r"(?<=[一-龥])\d(?=[一-龥])", "", plain)  # page furniture torn into the line


def _drop_codes_already_named(chosen: dict[str, Named]) -> None:
    """A bare standard number is no second citation of a standard also named in words."""
    numbers = {re.sub(r"[^A-Z\d]", "", n.number.upper()) for k, n in chosen.items() if n.number and k != n.number}
    for key in [k for k, n in chosen.items() if k == n.number]:
        code = re.sub(r"[^A-Z\d]", "", key.upper())
        if any(code in other or other in code for other in numbers if other):
            del chosen[key]


def _drop_garbled(chosen: dict[str, Named]) -> None:
    """Names torn by a flow chart (乘客疏散专结做好…项应急预案): another citation with foreign words in it."""
    names = [n.name for n in chosen.values() if len(n.name) >= 8]
    for key, named in list(chosen.items()):
        if any(len(named.name) >= len(n) + 3 and n not in named.name and _threads(n, named.name) for n in names) and (
            re.search(r"做好|工作|待|[,。;]|及.{0,3}运|散.{0,2}散|应.{0,2}急.{0,3}保", named.name)
        ):
            del chosen[key]


def _threads(short: str, long: str) -> bool:
    """Whether all characters of `short` stand in `long`, in any order for at most two of them."""
    rest = iter(long)
    in_order = sum(1 for c in short if c in rest)
    return in_order >= len(short) - 2 or all(long.count(c) >= short.count(c) for c in short)


def _kind(name: str, number: str | None) -> CitationKind:
    if _PLAN_NAME.search(name):
        return "plan"
    if (number and STANDARD.match(number)) or STANDARD.match(name):
        return "standard"
    if _LAW_STRONG.search(name) or (_LAW_NAME.search(name) and number and "令" in number):
        return "law"
    if _STANDARD_NAME.search(name):
        return "standard"
    return "document"


def _as_written(context: Context, named: Named) -> str | None:
    """The number with the plan's own brackets (国办发〔2024〕5号)."""
    at = context.text.find(named.number, max(0, named.start - 40), named.end + 1) if named.number else -1
    if named.number is None or at < 0:
        return named.number
    return context.evidence(at, at + len(named.number)).quote


def _citation(context: Context, named: Named, currency: Currency) -> Citation:
    judged = currency.judge(
        named.name, named.number, f"《{named.name}》({named.number})" if named.number else f"《{named.name}》"
    )
    old = _old_status(context, named.start, named.end)
    unit = context.unit_at(named.start)
    return Citation(
        name=named.name.replace("(", "（").replace(")", "）"),
        number=_as_written(context, named),
        kind=judged.kind or _kind(named.name, named.number),
        instrument=judged.instrument,
        status=old or judged.status,
        at_issue="superseded" if old else judged.at_issue,
        replaced_by=judged.replaced_by,
        mismatch=judged.mismatch,
        unit=unit.id if unit else None,
        evidence=context.evidence(named.start, named.end),
    )
