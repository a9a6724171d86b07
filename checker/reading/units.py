"""The plans inside one file: where each begins, what it is called, and of what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from checker.plan import Kind
from checker.reading import names
from checker.reading.candidates import label_of
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import LabelKind, fold, parse_label
from checker.reading.wording import wording

_LOOK_AHEAD = 7  # paragraphs between the title of a plan and its first heading
_NOTICE = re.compile(r"关于.{0,6}(?:印发|发布|修订|实施|颁布|公布).{0,60}(?:通知|公告|决定|批复)")
_HANDS_OVER = re.compile(r"关于(?:修订)?(?:印发|发布|公布|颁布)")
_NOTICE_SPAN = 14  # paragraphs a notice takes up before the title of its plan
_OF_TOWN = re.compile(
    r"[我本全](?:镇|乡(?!村)|街道)|[^各市县区、](?:镇|乡)(?:党委|人民政府|政府)|街道(?:党工委|办事处)"
)
_OF_CITY = re.compile(r"[我本全][市省县区]|[市省县区](?:人民政府|政府|委)")
_HEADING_KINDS = (LabelKind.DECIMAL, LabelKind.HAN, LabelKind.CHAPTER)
_SUBTITLE = re.compile(r"^[(\[【].{1,20}[)\]】]$")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a plan inside the file begins: `index` of the draft with its title, `first` of its divider."""

    index: int
    first: int
    title: str


def find(drafts: list[Draft], enterprise: bool) -> list[Start]:
    """Titles of plans that are followed by a heading with which plans begin."""
    starts: list[Start] = []
    for index, draft in enumerate(drafts):
        title = _title(draft)
        if title is None or not _opens(drafts, index, enterprise, bool(starts)):
            continue
        if starts and _is_same(drafts, starts[-1], index, title):
            continue
        starts.append(Start(index, _with_divider(drafts, index), title))
    return starts


def _is_same(drafts: list[Draft], start: Start, index: int, title: str) -> bool:
    """The cover's title printed again over the text, with only a preface or the like between."""
    if fold(dense(start.title)) != fold(dense(title)):
        return False
    labels = (parse_label(d.text) for d in drafts[start.index + 1 : index] if d.is_text)
    return not any(label is not None and label.kind in _HEADING_KINDS for label in labels)


def is_divider(draft: Draft) -> bool:
    """`专项应急预案` alone: stands over several plans, is none itself."""
    return draft.role == "body" and draft.table is None and bool(wording().divider.match(fold(dense(draft.text))))


def _title(draft: Draft) -> str | None:
    """The title of a plan, without number; None when the paragraph is none."""
    if not draft.is_text or len(draft.text) > 60:
        return None
    _, words = label_of(draft)
    words = " ".join(words.split()).strip("# 　")
    plain = fold(dense(words))
    if not 4 <= len(plain) <= 50 or re.search(r"[。；;，!?：]|,(?!\d)", plain) or _NOTICE.search(plain):
        return None
    if plain.startswith(
        ("附件", "《", "见", "按", "启动", "根据", "本", "与", "制定", "编制", "执行", "参照", "各", "和", "及")
    ):
        return None
    return words.strip("《》") if wording().plan_title.search(plain) else None


def _opens(drafts: list[Draft], index: int, enterprise: bool, later: bool) -> bool:
    """Whether an opening heading follows before any prose; for a government file a second plan must open with 总则."""
    label, _ = label_of(drafts[index])
    if not enterprise and label is not None:
        return False
    for draft in drafts[index + 1 : index + 1 + _LOOK_AHEAD]:
        if draft.role in ("contents", "note"):
            continue
        if draft.table is not None:
            return enterprise and _is_form(draft)
        opener, words = label_of(draft)
        plain = fold(dense(words)).rstrip(":")
        if _is_opener(plain):
            if later and not enterprise:
                return plain in ("总则", "总体要求") or (opener is not None and opener.last == 1 and opener.depth == 1)
            return True
        if enterprise and _begins_anew(drafts[index], draft):
            return True
        if _title(draft) is not None or len(plain) > 40:
            return False
        if not _SUBTITLE.match(plain) and not re.search(r"编号|版本|发布|实施|20\d\d", plain) and draft.outline is None:
            return False
    return False


def _begins_anew(title: Draft, draft: Draft) -> bool:
    """Whether the first heading of a numbering follows a title that tells its kind (…现场处置方案, 1 怎么发现)."""
    above, words = label_of(title)
    label, below = label_of(draft)
    if label is None or label.kind not in _HEADING_KINDS or label.last != 1 or not 2 <= len(dense(below)) <= 20:
        return False
    if re.search(r"[。；;，,：:!?]", fold(below)) or _title(draft) is not None:
        return False
    child = above is not None and above.kind is label.kind and label.values == (*above.values, 1)
    anew = label.depth == 1 and (above is None or above.kind is not label.kind)
    return (child or anew) and bool(wording().own_kind.search(fold(dense(words))))


def _is_form(draft: Draft) -> bool:
    """An on-site plan written as a form: one of the opening headings stands in the first rows."""
    rows = draft.table.rows[:4] if draft.table is not None else ()
    return any(_is_opener(fold(dense(cell))) for row in rows for cell in row)


def _is_opener(plain: str) -> bool:
    openers = wording().openers
    return plain in openers or (len(plain) <= 12 and any(fuzz.ratio(plain, o) >= 86 for o in openers if len(o) >= 4))


def _with_divider(drafts: list[Draft], index: int) -> int:
    first = index
    while first > 0 and (is_divider(drafts[first - 1]) or drafts[first - 1].role == "note"):
        first -= 1
    for above in range(index - 1, max(-1, index - _NOTICE_SPAN), -1):
        if not drafts[above].is_text or parse_label(drafts[above].text) is not None:
            break
        if _HANDS_OVER.search(fold(dense(drafts[above].text))) and len(drafts[above].text) < 70:
            return above  # the notice that hands this plan over belongs to it
    return first


def kind_of(title: str, headings: list[str], enterprise: bool, organisation: str, township: bool) -> tuple[Kind, str]:
    """Kind of a plan and why, with the words it was read from; `township` when the text speaks for one."""
    plain = fold(dense(title))
    return _enterprise_kind(plain, headings) if enterprise else _government_kind(plain, organisation, township)


def is_township(drafts: list[Draft]) -> bool:
    """Whether the text speaks for a town or street: 我镇, 本街道, 镇政府."""
    text = "".join(d.text for d in drafts[:400] if d.table is None)
    own, other = len(_OF_TOWN.findall(text)), len(_OF_CITY.findall(text))
    return own >= 3 and own > other


def _enterprise_kind(plain: str, headings: list[str]) -> tuple[Kind, str]:
    for kind, pattern in wording().unit_kinds:
        match = pattern.search(plain)
        if match:
            return kind, f"标题写有“{match.group(0)}”"
    # GB/T 29639: a special plan is for one or several kinds of accident, the comprehensive one for all of a unit's
    event = wording().event_words.search(names.without_owner(plain))
    if event:
        return Kind.ENTERPRISE_SPECIAL, f"标题未写明类别，但只针对“{event.group(0)}”，按专项应急预案处理"
    heads = "|".join(headings)
    if re.search(r"事故风险描述|事故风险分析|事故特征", heads) and "注意事项" in heads and "总则" not in headings:
        return Kind.ENTERPRISE_ONSITE, "章节为事故风险描述、应急处置、注意事项，按现场处置方案处理"
    whole = sum(bool(re.search(p, heads)) for p in ("总则", "保障", "后期处置|善后", "预案管理|附则|演练"))
    if whole >= 2 or not headings:
        return Kind.ENTERPRISE_COMPREHENSIVE, "标题未写明类别；有总则、保障等完整章节，按综合应急预案处理"
    return Kind.ENTERPRISE_SPECIAL, "标题未写明类别；章节不含总则等完整内容，按专项应急预案处理"


# not 镇江市, 镇海区, 新乡市, 城乡建设局
_TOWN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,12}?[市县区])?[\u4e00-\u9fff]{2,4}?"
    r"(?:(?<![城乡村])镇(?![燃级化区江海平远雄安原坪康宁巴])|(?<!城)乡(?![村镇市县宁城])|街道)"
)


def _government_kind(plain: str, organisation: str, local: bool) -> tuple[Kind, str]:
    words = wording()
    issuer = fold(dense(organisation))
    town = re.search(r"(?:镇|乡|街道)(?:人民政府|办事处)?$", issuer) or _TOWN.match(plain)
    if town:
        return Kind.TOWNSHIP, f"“{town.group(0)}”为乡镇（街道）"
    if local:
        return Kind.TOWNSHIP, "正文多次以本镇（乡、街道）自称"
    if re.search(r"总体应急预案|总体预案", plain):
        return Kind.GOV_MASTER, "标题写有“总体应急预案”"
    if "专项应急预案" in plain:
        return Kind.GOV_SPECIAL, "标题写有“专项应急预案”"
    department = words.department_title.search(plain)
    bureau = re.search(
        r"(?:厅|局|交通运输部|水利部|教育部|民政部|住房和城乡建设部|工业和信息化部|农业农村部|应急管理部|生态环境部)$",
        issuer,
    )
    if bureau and not plain.startswith("国家"):
        return Kind.GOV_DEPARTMENT, f"由“{organisation}”制定"
    if department and not issuer.endswith(("人民政府", "办公厅", "办公室", "指挥部")) and not plain.startswith("国家"):
        return Kind.GOV_DEPARTMENT, f"标题写有“{department.group(0)}”"
    return Kind.GOV_SPECIAL, "针对一类突发事件的政府预案"
