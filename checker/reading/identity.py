"""What the plan is: title, body, date, version, number, place and subject, each with the words it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.plan import Identity, Region, Subject
from checker.reading import dates, names, regions
from checker.reading.drafts import Draft, dense
from checker.reading.numbering import fold
from checker.reading.options import ReadOptions
from checker.reading.wording import wording

_FRONT = 70  # drafts at the front of a file in which the cover and a notice are looked for
_NUMBER = re.compile(r"(?:应急)?(?:预案|文件|方案)?编\s?号\s*[:：]\s*([A-Za-z0-9][A-Za-z0-9/\-—_.()（）]{2,40})")
_PLAN_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{2,6}[/\-](?:[A-Z0-9.]+[/\-])*[A-Z0-9.\-/]{3,40})")
_DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,12}[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s?\d{1,4}\s?号)")
_VERSION = re.compile(
    r"(?:预案)?版\s?[本次]\s?号?\s*[:：]\s*(第?[A-Za-z0-9一二三四五六七八九十./\-—]{1,20}版?)|(第[一二三四五六七八九十\d]+版)|"
    r"([(（]\s*(?:19|20)\d\d\s*年?\s*(?:修订|修正|版)版?\s*[)）])"
)
_OWN_NAME = re.compile(r"^(?:[本我]?(?:公司|单位|厂|院|校)|集团公司)(?=.{4})")  # 公司生产安全事故应急预案
_OWNED = re.compile(r"(?:公司|集团|酒店|厂|矿|医院|学校|项目部)[\u4e00-\u9fff]{0,20}(?:预案|方案)")
_GOVERNED = re.compile(
    r"人民政府|国务院|(?:省|市|县|区|自治区)[\u4e00-\u9fff]{0,12}(?:厅|局|委员会|指挥部)|国家[\u4e00-\u9fff]{2,14}预案"
)
# a hospital or school with a name of its own before the event; 学校安全, 中小学 and 民办学校 are no single one
_INSTITUTION = re.compile(
    r"(?>(?:[\u4e00-\u9fff]{2,8}?[省市县区州])*)(?!.{0,6}(?:各|类|中小|民办|公办|普通|高等|中等|基层|公立|农村|城区))[\u4e00-\u9fff]{2,14}?"
    r"(?:医院|卫生院|小学|中学|大学|学院|学校|幼儿园|养老院|敬老院|福利院|酒店|宾馆|商场|水库管理[处站所]|管理处|项目部)"
    r"[\u4e00-\u9fff]{0,24}(?:预案|方案)"
)
_OF_PLACE = re.compile(r"(?:国家|[\u4e00-\u9fff]{2,8}(?:省|市|县|区|自治区|州|镇|乡|街道))[^公司厂矿店]{2,30}预案")


def front_of(drafts: list[Draft], first_heading: int) -> list[Draft]:
    """Cover, notice and approval page: what stands before the first heading of the plan."""
    return [d for d in drafts[: min(max(first_heading, 1), _FRONT)] if d.table is None and d.role != "contents"]


def is_enterprise(drafts: list[Draft], front: list[Draft], hints: list[str], options: ReadOptions) -> bool:
    """Whether an enterprise or a government body speaks: from names on the cover, titles, and words of the text."""
    if options.kind is not None:
        return options.kind.is_enterprise
    words = wording()
    head = dense(" ".join([*hints, *(d.text for d in front[:30])]))
    text = "".join(d.text for d in drafts[:400] if d.table is None)
    score = 0.0
    if _OWNED.search(head) or names.COMPANY.search(head):
        score += 3
    if _GOVERNED.search(head):
        score -= 3
    compiled, _ = names.compiled_by(front)
    if compiled.endswith(words.organisation_ends["enterprise"]):
        score += 4
    titles = (re.sub(r"^\d+[-.、]", "", fold(dense(d.text))) for d in front if len(d.text) < 50)
    title = next((t for t in titles if words.plan_title.search(t)), "")
    if title and _INSTITUTION.match(title):
        score += 3
    elif title and _OF_PLACE.match(title):
        score -= 3
    if re.search(r"现场处置方案|综合应急预案|生产经营单位|本公司|我公司|项目部", text[:20000]):
        score += 1.5
    company, government = len(words.enterprise_words.findall(text)), len(words.government_words.findall(text))
    score += 3 * (company - government) / max(1, company + government)
    return score > 0


def numbers_of(front: list[Draft]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Number and version, each with the words it was read from."""
    number = version = ("", "")
    for line in (d.text for d in front):
        if not number[0]:
            words = re.sub(r"的?(?:通知|公告|决定)", " ", line)
            match = _NUMBER.search(line) or _DOC_NUMBER.search(words) or _PLAN_CODE.search(line)
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
    for subject, pattern in wording().subjects:
        for match in re.finditer(rf"(?:适用于[^。;]{{0,60}}?|[本我])(?P<trade>{pattern.pattern})", fold(dense(scope))):
            return subject, f"适用范围中有“{match.group('trade')}”", match.group(0)
    return Subject.ORDINARY, "名称和适用范围未见高危行业或人员密集场所用语，按一般单位处理", ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What the identity is read from: all drafts, those of the cover, titles of plans inside, and the scope section."""

    drafts: list[Draft]
    front: list[Draft]
    hints: list[str]  # the file's own title and its name
    starts: list[str]
    scope: str


def identify(clues: Clues, enterprise: bool, options: ReadOptions) -> Identity:
    """The identity of the file; what the user set in the options stands."""
    front = clues.front
    title, title_words = names.title_of(front, clues.hints, clues.starts)
    organisation, organisation_words = names.compiled_by(front)
    if not organisation:
        found = names.company(front, title, clues.drafts) if enterprise else names.authority(front, clues.hints)
        organisation, organisation_words = found
    if enterprise and organisation and _OWN_NAME.match(title):
        title = organisation + _OWN_NAME.sub("", title)
    issued, issued_words = dates.issued(front, title)
    if not issued:
        issued, issued_words = dates.signed_off(clues.drafts)
    if not issued:
        issued, issued_words = dates.of_page(front)
    (number, number_words), (version, version_words) = numbers_of(front)
    region, region_words = _region(organisation, title, clues.drafts, enterprise)
    subject, reason, subject_words = subject_of(enterprise, organisation, title, clues.scope)
    if options.region is not None:
        region, region_words = options.region, "用户指定"
    if options.subject is not None:
        subject, reason, subject_words = options.subject, "用户指定", "用户指定"
    read = (
        ("title", title_words),
        ("organisation", organisation_words),
        ("issued", issued_words),
        ("version", version_words),
        ("number", number_words),
        ("region", region_words),
        ("subject", subject_words),
    )
    words = tuple((field, line) for field, line in read if line)
    return Identity(title, organisation, issued, version, number, region, subject, reason, words)


def _region(organisation: str, title: str, drafts: list[Draft], enterprise: bool) -> tuple[Region, str]:
    """The place in the title or the body's name; for an enterprise completed by the bureaus its text names."""
    if fold(dense(title)).startswith("国家"):
        return Region(), ""
    region, words = Region(), ""
    for source in (title, organisation):
        region, words = regions.find(fold(dense(source)))
        if words:
            break
    if not enterprise and words:
        return region, words
    text = "".join(fold(d.text) for d in drafts[:500])
    if not words:
        region, words = regions.most_named(text)
    if enterprise and words:
        city = region.city or regions.city_in(text, region)
        county = region.county or regions.county_in(text)
        read = "；".join(dict.fromkeys(w for w in (words, city, county) if w and (w == words or w not in words)))
        return Region(region.province, city, county), read
    return region, words
