"""The place a plan is for: province, city and county read from names."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from checker.plan import Region
from checker.reading.wording import Province, wording

_AUTHORITY = re.compile(r"[\u4e00-\u9fff]{2,4}(?:省|市)(?=[\u4e00-\u9fff]{0,6}(?:人民政府|应急管理|区|县))")
_BUREAU = re.compile(r"[县区](?=人民政府|应急管理局|消防救援|市场监督|生态环境)")
_BEFORE_PLACE = "市省向由和及与报至到、的在给请经告被"
_COUNTY = re.compile(r"([\u4e00-\u9fff]{1,5}?(?:自治县|自治旗|县|区|旗|市))")
_NOT_COUNTY = re.compile(
    r"^(?:[本我全各该辖市县省区城]|地|矿|社|园|厂|港|景|校|小|库|灾|片|郊|山|开发|工业|高新|行政|自治|示范|保护|试验|保税|新)(?:县|区|旗|市)$|行政区|社区|园区|辖区|灾区|地区|矿区|厂区|港区|景区|校区|小区|库区|片区|市区|城区|山区|各|城市|全"
)


@lru_cache(maxsize=1)
def _cities() -> dict[str, Province]:
    return {city: p for p in wording().provinces for city in p.cities}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    provinces = sorted((p.name for p in wording().provinces), key=len, reverse=True)
    cities = sorted(_cities(), key=len, reverse=True)
    return re.compile("|".join(provinces)), re.compile("|".join(cities))


def find(text: str) -> tuple[Region, str]:
    """The first place named in the text, and the words it was read from; empty when there is none."""
    if not text:
        return Region(), ""
    province_re, city_re = _patterns()
    province, city = province_re.search(text), city_re.search(text)
    if city and province and city.group(0) == province.group(0):
        city = None
    name = province.group(0) if province else ""
    town = city.group(0) if city else ""
    if town and not name:
        name = _cities()[town].name if _cities()[town].name != town else town
        town = "" if name == town else town
    end = max((m.end() for m in (province, city) if m), default=0)
    county = ""
    match = _COUNTY.match(text, end) if end else None
    if match and not _NOT_COUNTY.search(match.group(1)):
        county = match.group(1)
    if not name:
        return _by_short_name(text)
    starts = [m.start() for m in (province, city) if m]
    words = text[min(starts) : end + len(county)]
    if county.endswith("市") and not town and county not in wording().county_cities:
        return Region(name, county), words
    return Region(name, town, county), words


@lru_cache(maxsize=1)
def _short_names() -> dict[str, Region]:
    """上海 → 上海市, 广西 → 广西壮族自治区, 西安 → 陕西省西安市; provinces before cities."""
    ends = r"(?:省|市|地区|盟|(?:壮族|回族|维吾尔)?自治区|[\u4e00-\u9fff]{1,3}族自治州|自治州)$"
    short = {re.sub(ends, "", city): Region(p.name, city) for city, p in _cities().items() if city != p.name}
    short = {name: region for name, region in short.items() if len(name) >= 2}
    return short | {re.sub(ends, "", p.name): Region(p.name) for p in wording().provinces}


def _by_short_name(text: str) -> tuple[Region, str]:
    """A place without its 省 or 市 at the start of a name: 云泽机械…, 临河交通…; or a county alone."""
    for length in (2, 3, 4, 5):
        region = _short_names().get(text[:length])
        if region is not None:
            return region, text[:length]
    match = _COUNTY.match(text)
    if not match or len(match.group(1)) < 3 or _NOT_COUNTY.search(match.group(1)):
        return Region(), ""
    name = match.group(1)
    if name in wording().county_cities:
        return Region(wording().county_cities[name], "", name), name
    if not name.endswith("市"):
        return Region(county=name), name
    # a city in no list: one of its own, perhaps with a district behind it
    below = _COUNTY.match(text, match.end())
    county = below.group(1) if below and not _NOT_COUNTY.search(below.group(1)) else ""
    return Region(city=name, county=county), name + county


def most_named(text: str) -> tuple[Region, str]:
    """The province or city whose authorities the text names most."""
    names = Counter(_AUTHORITY.findall(text))
    for name, _ in names.most_common(5):
        region, words = find(name)
        if words and region.province:
            return region, words
    return Region(), ""


def city_in(text: str, region: Region) -> str:
    """The city of the region's province the text names most, at least three times."""
    province = next((p for p in wording().provinces if p.name == region.province), None)
    counts = Counter({c: text.count(c) for c in (province.cities if province else ()) if c != region.province})
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= 3 else ""


def county_in(text: str) -> str:
    """The county whose bureaus the text names most, at least twice: 临河区应急管理局."""
    short: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for match in _BUREAU.finditer(text):
        before = text[max(0, match.start() - 3) : match.start() + 1]
        short[before[-3:]] += 1
        longer[before] += 1
    for name, count in short.most_common():
        if count < 2 or not re.fullmatch(r"[\u4e00-\u9fff]{3}", name) or _NOT_COUNTY.search(name):
            continue
        whole = next((n for n, c in longer.items() if n.endswith(name) and c == count and len(n) == 4), "")
        return whole if re.fullmatch(r"[\u4e00-\u9fff]{4}", whole) and whole[0] not in _BEFORE_PLACE else name
    return ""
