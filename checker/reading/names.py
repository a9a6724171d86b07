"""Title of a file and the body behind it, read from the cover, a notice, the plans inside, or the file's own name."""

from __future__ import annotations

import re
from collections import Counter

from checker.reading import regions
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import fold, parse_label
from checker.reading.wording import wording

_GENERIC = re.compile(
    r"^(?:生产安全事故|安全生产事故)?(?:综合|专项|现场|总体)?(?:应急)?(?:救援)?(?:预案|处置方案)(?:汇编)?$"
)
_ISSUED_BY = re.compile(
    r"关于(?:修订)?(?:印发|发布|公布|颁布|实施)[《〈]?(?P<title>[^》〉]{4,50}?(?:预案|方案)(?:\([^()]{2,20}\))*)"
    r"(?!等)[》〉]?(?:\([^()]{2,20}\))?的?.?(?:通知|公告|决定)"
)
_OPEN_NOTICE = re.compile(r"关于(?:修订)?(?:印发|发布|公布|颁布|实施)(?!.*(?:通知|公告|决定))")
_HANDED = re.compile(
    r"(?:现将|现予|将)(?:《|〈)?(?P<title>[^《》〈〉，。]{2,40}?预案)(?:》|〉)?(?:予以)?(?:印发|发布|下发)"
)
_SUBTITLE = re.compile(r"^[(（\[【〔](?:(?:19|20)\d\d年?)?.{0,12}(?:版|稿|修订|修正|试行|年)[)）\]】〕]$")
_NO_TITLE = re.compile(r"^(?:启动|根据|按照|依据|见|与|参照|执行|经|附件\d|现将|请)|[。；;!?]|制定本|编制(?!说明)")
_AFTER_CODES = re.compile(
    r"(?:文件|[\s\d])([\u4e00-\u9fff（）()、]{8,60}?(?:应急预案|处置方案|专项预案))(?=\s*编号|\s*$|\s+[A-Z])"
)
_QUOTED = re.compile(r"《([^《》]{6,40}预案)》")
_COMPILED = re.compile(
    r"(?:编制|制定|发布|编写|颁布|批准|申报|印发)(?:单位|机构|部门)\s*[:：]\s*([\u4e00-\u9fff（）()]{4,40})"
)
COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,28}?(?:有限责任公司|股份有限公司|有限公司|分公司)")
_SCOPE_BODY = re.compile(
    r"适用于([\u4e00-\u9fffA-Za-z0-9（）()]{4,40}?(?:项目经理部|项目部|公司|酒店|医院|学校|学院|厂|矿))"
)
_SENTENCE_BEFORE = re.compile(
    r"^.*(?:适用于|关于|根据|按照|成立|属于|隶属|由|与|和|及|向|为|是|在|以|将|本|报|位于|《)"
)
_ISSUER = re.compile(
    r"^([\u4e00-\u9fff]{2,24}?(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|[厅局部委会室处]))(?:关于|印发)"
)


def title_of(front: list[Draft], hints: list[str], starts: list[str]) -> tuple[str, str]:
    """The title and the words it was read from; `hints`: the file's own title and name, `starts`: plans inside."""
    best: tuple[float, str, str] = (0.0, "", "")
    for index, draft in enumerate(front):
        if draft.role == "note" and draft.style != "meta":
            continue
        for title, read, bonus in _titles_at(front, index):
            value = bonus + _weight(title, draft, starts) - index * 0.02
            if value > best[0]:
                best = (value, title, read)
    if best[1] and not _GENERIC.match(fold(dense(best[1]))):
        return best[1], best[2]
    if len(starts) == 1 and not _GENERIC.match(fold(dense(starts[0]))):
        return starts[0], starts[0]
    for hint in hints:
        match = _ISSUED_BY.search(fold(hint))
        if match:
            return hint[match.start("title") : match.end("title")], hint
        if wording().plan_title.search(fold(dense(hint))) and not _GENERIC.match(fold(dense(hint))):
            return _without_number(hint), hint
    if best[1]:
        return best[1], best[2]
    return (starts[0], starts[0]) if starts else ("", "")


def _weight(title: str, draft: Draft, starts: list[str]) -> float:
    plain = fold(dense(title))
    value = 1.0 * (draft.centred or draft.outline == 1) + 1.5 * any(fold(dense(s)) in plain for s in starts[:1])
    value += 1.5 * bool(plain.startswith("国家") or regions.find(plain)[1] or COMPANY.match(plain))
    return value - 4.0 * bool(_GENERIC.match(plain))


def _without_number(text: str) -> str:
    label = parse_label(text)
    words = text[label.end :] if label is not None else text
    return re.sub(r"^\d{1,3}[-—_.\s]+(?=[\u4e00-\u9fff])", "", words).strip("《》# 　")


def _titles_at(front: list[Draft], index: int) -> list[tuple[str, str, float]]:
    """Readings of a line as a title, each with its words and weight: named in a notice, behind codes, or alone."""
    text = " ".join(front[index].text.split())
    plain = fold(dense(text))
    match = _ISSUED_BY.search(_whole_notice(front, index, plain))
    if match:
        return [(match.group("title"), text, 2.5)]
    handed = _HANDED.search(plain)
    if handed:
        return [(handed.group("title"), text, 0.4)]
    if len(plain) > 60 or not wording().plan_title.search(plain):
        behind = list(_AFTER_CODES.finditer(text))
        # 依据《…预案》 names the plan above, not this one.
        quoted = None if index >= 4 or plain.startswith(("依据", "根据", "按照")) else _QUOTED.search(text)
        if behind:
            return [(re.sub(r"^.*文件", "", behind[-1].group(1)), text, 1.0)]
        return [(quoted.group(1), text, 0.6)] if quoted else []
    if _NO_TITLE.search(plain) or re.search(r":(?!.*预案)", plain):
        return []
    title = _without_number(re.split(r"[:：]", text)[-1])
    read, joined = text, title
    for above in (front[j] for j in range(index - 1, max(-1, index - 3), -1)):
        if not _belongs_above(above, joined):
            break
        joined, read = dense(above.text) + joined, above.text + " " + read
    below = front[index + 1] if index + 1 < len(front) else None
    if below is not None and _SUBTITLE.match(dense(below.text)):
        joined, read = joined + dense(below.text), read + " " + below.text
    joined = re.sub(r"(?<=[\u4e00-\u9fff）)])\s+(?=[\u4e00-\u9fff（(])", "", joined).strip()
    return [(joined, read, 2.0 + 0.5 * (joined != title))]


def _whole_notice(front: list[Draft], index: int, plain: str) -> str:
    """The heading of a notice with the lines it goes on in, up to 通知."""
    whole = plain
    for below in front[index + 1 : index + 3] if _OPEN_NOTICE.search(plain) and len(plain) < 60 else ():
        whole += fold(dense(below.text))
        if re.search(r"(?:通知|公告|决定)$", whole):
            return whole
    return plain


def _belongs_above(above: Draft, title: str) -> bool:
    """Whether the line above is the body's name or the place the title goes on from."""
    words = fold(dense(above.text))
    if above.role == "note" or not 2 <= len(words) <= 40 or words in title:
        return False
    if re.search(r"[。,;:!?\d]|编号|版本|发布|文件|通知", words):
        return False
    ends = wording().organisation_ends
    body = words.endswith((*ends["enterprise"], *ends["government"], *ends["department"], *ends["township"]))
    return body or regions.find(words)[1] == words or words.endswith(("自治区", "省", "市", "县"))


def without_owner(title: str) -> str:
    """The title without the company or institution at its front."""
    ends = sorted(wording().organisation_ends["enterprise"], key=len, reverse=True)
    return re.sub(rf"^.{{2,30}}?(?:{'|'.join(ends)})(?=.{{4}})", "", title)


def is_cover_line(plain: str) -> bool:
    """A body's name, a date, a number or a version: what covers carry besides the title."""
    ends = wording().organisation_ends
    body = plain.endswith((*ends["enterprise"], *ends["government"], *ends["department"]))
    return body or bool(re.search(r"编号|版本|版次|年.{1,3}月|发布|实施|^[A-Z0-9/\-.]+$", plain))


def compiled_by(front: list[Draft]) -> tuple[str, str]:
    """The body named as `编制单位：…`, and its line."""
    for draft in front:
        match = _COMPILED.search(draft.text)
        if match:
            return match.group(1).strip("（）() "), draft.text
    return "", ""


def company(front: list[Draft], title: str, drafts: list[Draft]) -> tuple[str, str]:
    """The enterprise: a cover line of its own, the beginning of the title, or the company the text names most."""
    ends = wording().organisation_ends["enterprise"]
    lines = [" ".join(d.text.split()) for d in front if d.role != "note"]
    head = [re.sub(r"^[A-Za-z\u4e00-\u9fff]{2,14}[:：]\s*", "", s) for s in lines]
    alone = [s for s in head if 4 <= len(dense(s)) <= 36 and fold(dense(s)).endswith(ends) and not _is_sentence(s)]
    if alone:
        name = max(alone, key=lambda s: (head.count(s), len(s)))
        return name, name
    plain = fold(dense(title))
    named = COMPANY.match(plain)
    if named:
        return named.group(0), title
    names = _companies(drafts)
    prefix = re.match(rf"[\u4e00-\u9fff()]{{2,30}}?(?:{'|'.join(ends)})", plain)
    if prefix and len(prefix.group(0)) >= 4:
        full = next((n for n, _ in names.most_common(5) if prefix.group(0).removesuffix("公司") in n), None)
        return (full, full) if full else (prefix.group(0), title)
    for draft in drafts[:120]:
        match = _SCOPE_BODY.search(draft.text) if draft.table is None else None
        if match and not match.group(1).startswith(("本", "我")):
            return match.group(1), draft.text[:120]
    return (names.most_common(1)[0][0],) * 2 if names else ("", "")


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[，。；：、:\d]", text))


def _companies(drafts: list[Draft]) -> Counter[str]:
    """Full names of companies in the text, without the words of the sentence before them."""
    names: Counter[str] = Counter()
    for draft in drafts[:300]:
        for match in COMPANY.finditer(fold(draft.text)) if "公司" in draft.text else ():
            name = _SENTENCE_BEFORE.sub("", match.group(0))
            if len(name) >= 6:
                names[name] += 1
    return names


def authority(front: list[Draft], hints: list[str]) -> tuple[str, str]:
    """The government body: who issued the notice, or a line of its own on the cover."""
    head = [" ".join(d.text.split()) for d in front if d.role != "note"]
    for line in [*head, *hints]:
        match = _ISSUER.match(fold(dense(line)))
        if match:
            return match.group(1), line
    ends = wording().organisation_ends
    every = (*ends["government"], *ends["department"], *ends["township"])
    for line in head:
        words = re.sub(r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}年.*$", "", fold(dense(line)))
        words = re.sub(r"(?:关于|印发).*$", "", words)
        if 4 <= len(words) <= 30 and words.endswith(every) and not re.search(r"[,。;:、《]|各|预案|通知", words):
            return words, line
    return "", ""
