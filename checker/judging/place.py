"""Whether a plan named in the text belongs to another place than the plan itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.plan import Region

_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_PLACE = re.compile(
    r"^(?P<province>[一-龥]{2,8}?(?:省|自治区)|(?:北京|上海|天津|重庆)市)?"
    r"(?P<city>[一-龥]{2,7}?(?:市|自治州|州|盟|地区))?"
    r"(?P<county>[一-龥]{1,7}?(?:自治县|县|区|旗|市))?(?!域|间)"
)
_NO_PLACE = re.compile(
    r"^(国家|全国|本|各|我|辖|该|全|城|市|工业园|工业|开发|高新|城市|园|化工园|厂|景|港|矿|库|校|社)?(省|市|区|县|州)?$"
)
_STEM = re.compile(r"(壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|省|市|县|区|州|盟|旗)$")


def _stem(place: str) -> str:
    return _STEM.sub("", place)


def place_of_name(name: str) -> Region:
    """The place a plan's name begins with: 「云泽市临河区…应急预案」 → 云泽市, 临河区; empty when none."""
    m = _PLACE.match(name)
    if not m:
        return Region()
    found = (m.group(level) or "" for level in ("province", "city", "county"))
    return Region(*("" if _NO_PLACE.match(part) else part for part in found))


def is_foreign(name: str, region: Region, texts: Sequence[str]) -> bool:
    """Whether the named plan's place contradicts the plan's own; where either is not known nothing is contradicted.

    `texts` are the plan's title and organisation, which may name its place too.
    """
    place = place_of_name(name)
    if any(_stem(part) in text for part in (place.city, place.county) if len(_stem(part)) >= 2 for text in texts):
        return False
    own_cities = [p for p in (region.city, region.county, region.province) if p.endswith(("市", "州", "盟"))]
    if place.province and region.province and _stem(place.province) != _stem(region.province):
        return True
    if place.city:
        settled = bool(region.city) or region.province in _MUNICIPALITIES
        return settled and all(_stem(place.city) != _stem(own) for own in own_cities)
    same_rank = place.county[-1:] == region.county[-1:]
    return bool(place.county) and same_rank and _stem(place.county) != _stem(region.county)
