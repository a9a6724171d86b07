"""What the plan is: title, organisation, date, version, number, place and subject, each with the words it was read from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from checker.plan import Identity, Region, Subject
from checker.reading import dates, regions
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import fold
from checker.reading.options import ReadOptions
from checker.reading.wording import wording

_FRONT = 70  # drafts at the front of a file in which the cover and a notice are looked for
_GENERIC = re.compile(r"^(?:生产安全事故|安全生产事故)?(?:综合|专项|现场|总体)?(?:应急)?(?:救援)?(?:预案|处置方案)$")
_ISSUED_BY = re.compile(
    r"关于(?:修订)?(?:印发|发布|公布|颁布)《?(?P<title>[^》]{4,50}?(?:预案|方案)(?:\([^()]{2,20}\))*)》?(?:\([^()]{2,20}\))?的?(?:通知|公告|决定)"
)
_SUBTITLE = re.compile(r"^[(（\[【〔](?:(?:19|20)\d\d年?)?.{0,12}(?:版|稿|修订|修正|试行|年)[)）\]】〕]$")
_NUMBER = re.compile(r"(?:应急)?(?:预案|文件|方案)?编\s?号\s*[:：]\s*([A-Za-z0-9][A-Za-z0-9/\-—_.()（）]{2,40})")
_PLAN_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{2,6}[/\-](?:[A-Z0-9.]+[/\-])*[A-Z0-9.\-/]{3,40})")
_DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,12}[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s?\d{1,4}\s?号)")
_VERSION = re.compile(
    r"(?:预案)?版\s?本\s?号?\s*[:：]\s*(第?[A-Za-z0-9一二三四五六七八九十./\-—]{1,20}版?)|(第[一二三四五六七八九十\d]+版)|([(（]\s*(?:19|20)\d\d\s*年?\s*(?:修订|修正|版)版?\s*[)）])"
)
_COMPILED = re.compile(
    r"(?:编制|制定|发布|编写|颁布|批准|申报|印发)(?:单位|机构|部门)\s*[:：]\s*([\u4e00-\u9fff（）()]{4,40})"
)
_OWNED = re.compile(r"(?:公司|集团|酒店|厂|矿|医院|学校|项目部)[\u4e00-\u9fff]{0,20}(?:预案|方案)")
_GOVERNED = re.compile(
    r"人民政府|国务院|(?:省|市|县|区|自治区)[\u4e00-\u9fff]{0,12}(?:厅|局|委员会|指挥部)|国家[\u4e00-\u9fff]{2,14}预案"
)
_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,28}?(?:有限责任公司|股份有限公司|有限公司|分公司)")


@dataclass(slots=True)
class Found:
    """Values and the words they were read from."""

    title: str = ""
    organisation: str = ""
    words: dict[str, str] = field(default_factory=dict)


def front_of(drafts: list[Draft], first_heading: int) -> list[Draft]:
    """Cover, notice and approval page: what stands before the first heading of the plan."""
    return [d for d in drafts[: min(max(first_heading, 1), _FRONT)] if d.table is None and d.role != "contents"]


def is_enterprise(drafts: list[Draft], front: list[Draft], hint: str, options: ReadOptions) -> bool:
    """Whether an enterprise or a government body speaks: from names on the cover, titles, and words of the text."""
    if options.kind is not None:
        return options.kind.is_enterprise
    words = wording()
    head = dense(" ".join([hint, *(d.text for d in front[:30])]))
    text = "".join(d.text for d in drafts[:400] if d.table is None)
    score = 0.0
    if _OWNED.search(head) or _COMPANY.search(head):
        score += 3
    if _GOVERNED.search(head):
        score -= 3
    compiled = _COMPILED.search(" ".join(d.text for d in front))
    if compiled and compiled.group(1).endswith(words.organisation_ends["enterprise"]):
        score += 4
    titles = (re.sub(r"^\d+[-.、]", "", fold(dense(d.text))) for d in front if len(d.text) < 50)
    title = next((t for t in titles if words.plan_title.search(t)), "")
    if title and re.match(
        r"(?:国家|[\u4e00-\u9fff]{2,8}(?:省|市|县|区|自治区|州|镇|乡|街道))[^公司厂矿店]{2,30}预案", title
    ):
        score -= 3
    if re.search(r"现场处置方案|综合应急预案|生产经营单位|本公司|我公司|项目部", text[:20000]):
        score += 1.5
    company, government = len(words.enterprise_words.findall(text)), len(words.government_words.findall(text))
    score += 3 * (company - government) / max(1, company + government)
    return score > 0


def title_of(front: list[Draft], hint: str, starts: list[str]) -> tuple[str, str]:
    """The title of the file and the words it was read from; from the cover, a notice, the only plan inside, or the file."""
    best: tuple[float, str, str] = (0.0, "", "")
    for index, draft in enumerate(front):
        if draft.role == "note" and draft.style != "meta":
            continue
        for title, read, bonus in _titles_at(front, index):
            plain = fold(dense(title))
            value = (
                bonus
                + 1.0 * (draft.centred or draft.outline == 1)
                + 1.5 * any(fold(dense(s)) in plain for s in starts[:1])
            )
            value += 1.5 * bool(regions.find(plain)[1] or plain.startswith("国家") or _COMPANY.match(plain))
            value -= 4.0 * bool(_GENERIC.match(plain)) + index * 0.02
            if value > best[0]:
                best = (value, title, read)
    if best[1] and not _GENERIC.match(fold(dense(best[1]))):
        return best[1], best[2]
    if len(starts) == 1 and not _GENERIC.match(fold(dense(starts[0]))):
        return starts[0], starts[0]
    match = _ISSUED_BY.search(fold(hint))
    if match:
        return hint[match.start("title") : match.end("title")], hint
    if best[1] or starts:
        return (best[1], best[2]) if best[1] else (starts[0], starts[0])
    return (hint, hint) if wording().plan_title.search(fold(dense(hint))) else ("", "")


def _titles_at(front: list[Draft], index: int) -> list[tuple[str, str, float]]:
    """Readings of a line as a title: named in a notice, alone, or with the lines above that belong to it."""
    text = " ".join(front[index].text.split())
    plain = fold(dense(text))
    match = _ISSUED_BY.search(plain)
    if match:
        return [(match.group("title"), text, 2.5)]
    if (
        not wording().plan_title.search(plain)
        or len(plain) > 60
        or re.search(r"[。；;!?]|[:：](?!.*预案)|制定本|编制", plain)
    ):
        return []
    title = re.sub(r"^\d{1,3}[-—.\s]+(?=[\u4e00-\u9fff])", "", text).strip("《》# ")
    if re.search(r"[:：]", title):
        title = re.split(r"[:：]", title)[-1].strip("《》 ")
    if re.match(r"(?:启动|根据|按照|依据|见|与|参照|执行|附件|经)", plain):
        return []
    read, joined = text, title
    for above in (front[j] for j in range(index - 1, max(-1, index - 3), -1)):
        if not _belongs_above(above, joined):
            break
        joined, read = dense(above.text) + joined, above.text + " " + read
    below = front[index + 1] if index + 1 < len(front) else None
    if below is not None and _SUBTITLE.match(dense(below.text)):
        joined, read = joined + dense(below.text), read + " " + below.text
    return [(_tidy(joined), read, 2.0 + 0.5 * (joined != title))]


def _belongs_above(above: Draft, title: str) -> bool:
    words = fold(dense(above.text))
    if (
        above.role == "note"
        or not 2 <= len(words) <= 40
        or re.search(r"[。,;:!?\d]|编号|版本|发布|文件|通知", words)
        or words in title
    ):
        return False
    ends = wording().organisation_ends
    body = words.endswith((*ends["enterprise"], *ends["government"], *ends["department"], *ends["township"]))
    return body or bool(regions.find(words)[1] == words) or words.endswith(("自治区", "省", "市", "县"))


def is_cover_line(plain: str) -> bool:
    """A body's name, a date, a number or a version: what covers carry besides the title."""
    ends = wording().organisation_ends
    body = plain.endswith((*ends["enterprise"], *ends["government"], *ends["department"]))
    return body or bool(re.search(r"编号|版本|版次|年.{1,3}月|发布|实施|^[A-Z0-9/\-.]+$", plain))


def _tidy(title: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff）)])\s+(?=[\u4e00-\u9fff（(])", "", title).strip()


def organisation_of(
    front: list[Draft], title: str, hint: str, drafts: list[Draft], enterprise: bool
) -> tuple[str, str]:
    """Who the plan belongs to and the words it was read from."""
    head = [" ".join(d.text.split()) for d in front if d.role != "note"]
    for line in head:
        match = _COMPILED.search(line)
        if match:
            return match.group(1).strip("（）() "), line
    return _company(head, title, drafts) if enterprise else _authority(head, title, hint)


def _company(head: list[str], title: str, drafts: list[Draft]) -> tuple[str, str]:
    ends = wording().organisation_ends["enterprise"]
    alone = [
        s
        for s in head
        if 4 <= len(dense(s)) <= 36 and fold(dense(s)).endswith(ends) and not re.search(r"[，。；：、]", s)
    ]
    if alone:
        return max(alone, key=lambda s: (head.count(s), len(s))), alone[0]
    plain = fold(dense(title))
    match = re.match(rf"[\u4e00-\u9fff()]{{2,30}}?(?:{'|'.join(ends)})(?!管理局|工程生产)", plain)
    company = _COMPANY.search(plain)
    if company:
        return company.group(0), title
    names: Counter[str] = Counter()
    for draft in drafts[:300]:
        names.update(_name(m.group(0)) for m in _COMPANY.finditer(fold(draft.text)))
    names.pop("", None)
    if match and len(match.group(0)) >= 4:
        full = next((n for n, _ in names.most_common(5) if match.group(0).rstrip("公司") in n), None)
        longest = re.match(rf"[\u4e00-\u9fff()]{{2,30}}(?:{'|'.join(ends)})", plain)
        return (full, full) if full else ((longest or match).group(0), title)
    return (names.most_common(1)[0][0],) * 2 if names else ("", "")


def _name(text: str) -> str:
    """A company's name without the words of the sentence before it."""
    text = re.sub(r"^.*(?:适用于|关于|根据|按照|成立|属于|隶属|由|与|和|及|向|为|是|在|以|将|本|报|位于|《)", "", text)
    return text if len(text) >= 6 else ""


def _authority(head: list[str], title: str, hint: str) -> tuple[str, str]:
    for line in [*head, hint]:
        plain = fold(dense(line))
        match = re.match(
            r"^([\u4e00-\u9fff]{2,24}?(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|[厅局部委会室处]))关于", plain
        )
        if match:
            return match.group(1), line
    ends = wording().organisation_ends
    every = (*ends["government"], *ends["department"], *ends["township"])
    for line in head:
        words = re.sub(r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}年.*$", "", fold(dense(line)))
        if 4 <= len(words) <= 30 and words.endswith(every) and not re.search(r"[,。;:、《]|各|预案|通知", words):
            return words, line
    return "", ""


def numbers_of(front: list[Draft]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Number and version, each with the words it was read from."""
    number = version = ("", "")
    for line in (d.text for d in front):
        if not number[0]:
            match = _NUMBER.search(line) or _DOC_NUMBER.search(line) or _PLAN_CODE.search(line)
            if match:
                number = (dense(match.group(1)), line)
        if not version[0]:
            match = _VERSION.search(line)
            if match:
                version = (next(g for g in match.groups() if g).strip("（）() "), line)
    return number, version


def subject_of(enterprise: bool, organisation: str, title: str, scope: str) -> tuple[Subject, str, str]:
    """Kind of subject, why, and the words it was read from; the name decides before the scope does."""
    if not enterprise:
        return Subject.GOVERNMENT, "政府或其部门的预案", title
    for source, name in ((organisation, "单位名称"), (title, "预案标题")):
        for subject, pattern in wording().subjects:
            match = pattern.search(fold(dense(source)))
            if match:
                return subject, f"{name}中有“{match.group(0)}”", source
    best: tuple[int, Subject, str] = (1, Subject.ORDINARY, "")
    for subject, pattern in wording().subjects:
        hits = Counter(pattern.findall(scope))
        if sum(hits.values()) > best[0]:
            best = (sum(hits.values()), subject, hits.most_common(1)[0][0])
    if best[2]:
        return best[1], f"适用范围或概况多次提到“{best[2]}”", best[2]
    return Subject.ORDINARY, "名称和适用范围未见高危行业或人员密集场所用语，按一般单位处理", ""


def identify(
    drafts: list[Draft],
    front: list[Draft],
    hint: str,
    starts: list[str],
    enterprise: bool,
    scope: str,
    options: ReadOptions,
) -> Identity:
    """The identity of the file; what the user set in the options stands."""
    title, title_words = title_of(front, hint, starts)
    organisation, organisation_words = organisation_of(front, title, hint, drafts, enterprise)
    issued, issued_words = dates.issued(front, title)
    (number, number_words), (version, version_words) = numbers_of(front)
    region, region_words = _region(organisation, title, drafts, enterprise)
    subject, reason, subject_words = subject_of(enterprise, organisation, title, scope)
    if options.region is not None:
        region, region_words = options.region, "用户指定"
    if options.subject is not None:
        subject, reason, subject_words = options.subject, "用户指定", "用户指定"
    read = {
        "title": title_words, "organisation": organisation_words, "issued": issued_words, "version": version_words,
        "number": number_words, "region": region_words, "subject": subject_words,
    }  # fmt: skip
    return Identity(
        title,
        organisation,
        issued,
        version,
        number,
        region,
        subject,
        reason,
        tuple((k, v) for k, v in read.items() if v),
    )


def _region(organisation: str, title: str, drafts: list[Draft], enterprise: bool) -> tuple[Region, str]:
    for source in (title, organisation):
        region, words = regions.find(fold(dense(source)))
        if words:
            break
    if not enterprise and region.county:
        return region, words
    text = "".join(fold(d.text) for d in drafts[:500])
    if not words:
        province_or_city = Counter(
            m.group(0)
            for m in re.finditer(
                r"[\u4e00-\u9fff]{2,4}(?:省|市)(?=[\u4e00-\u9fff]{0,6}(?:人民政府|应急管理|区|县))", text
            )
        )
        for name, _ in province_or_city.most_common(5):
            region, words = regions.find(name)
            if words:
                break
    if enterprise and words and not region.county:
        county = regions.county_in(text, region)
        if county:
            return Region(region.province, region.city, county), f"{words}；{county}"
    return region, words
