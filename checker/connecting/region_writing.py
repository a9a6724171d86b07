"""A profile as a region file (corpora/regions): plans of the region are then compared without naming an upper plan."""

from __future__ import annotations

import re
from typing import Any

import yaml

from checker.connecting.profile import Body, Profile
from checker.errors import InputError
from kb.upper_plans import Region

_PLACE = re.compile(
    r"^(?P<province>[一-龥]{2,8}?(?:省|自治区))?(?P<city>[一-龥]{2,8}?(?:市|自治州|地区|盟))?(?P<county>[一-龥]{1,10}?(?:县|区|旗))?"
)
_WORDS = {"province": "省级", "city": "市级", "county": "县级"}
_HEAD = """\
# {name}：从《{title}》读出，由 plancheck profile --yaml 写出。
# verified 为 true 的内容才用来判断；逐条对照原文核对以后再改成 true。
"""


def region_yaml(profile: Profile, *, verified: bool = False) -> str:
    """YAML that `corpora/regions` takes; `verified` only where a person has held it against the plan's text.

    Raises InputError where the profile does not say which province or city it is for.
    """
    name, level, province = _place(profile)
    data: dict[str, Any] = {
        "name": name,
        "province": province,
        "upper_plans": [
            {"title": profile.title, "level": level, "status": profile.status, "verified": verified},
            *(
                {"title": p.title, "level": level, "special": True, "verified": verified}
                for p in profile.special_plans
                if p.title != profile.title
            ),
        ],
        "superseded_titles": list(profile.superseded_titles),
        "command_bodies": [
            {
                "name": b.name,
                "level": level,
                "kind": _kind(b),
                "events": list(b.events),
                "source": profile.title,
                "verified": verified and b.verified,
            }
            for b in profile.bodies
        ],
        "ladder": [{"grade": d.grade, "organiser": _WORDS[d.level], "verified": verified} for d in profile.duties],
        "items": _items(profile, verified),
    }
    Region.model_validate(data)
    return _HEAD.format(name=name, title=profile.title) + yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _items(profile: Profile, verified: bool) -> list[dict[str, Any]]:
    said: list[tuple[str, str, dict[str, Any]]] = [
        ("drill", d.what, {"interval_months": d.months}) for d in profile.drills if d.months
    ]
    said += [
        ("reporting", f"{r.sender}向{r.to}报告", {"limit_minutes": r.limit_minutes}) for r in profile.reporting if r.to
    ]
    said += [("response", f"{s.name}由{s.starter}启动", {"rank": s.rank}) for s in profile.ladder if s.starter]
    said += [("lead", f"{x.event}由{'、'.join(x.units)}牵头", {"units": list(x.units)}) for x in profile.leads]
    return [
        {
            "id": f"{matter}-{number}",
            "matter": matter,
            "says": says,
            "value": value,
            "source": profile.title,
            "verified": verified,
        }
        for number, (matter, says, value) in enumerate(said, 1)
    ]


def _kind(body: Body) -> str:
    return {"general": "总指挥部", "special": "专项指挥部", "scene": "现场指挥部"}.get(body.kind, "其他机构")


def _place(profile: Profile) -> tuple[str, str, str]:
    """Name, level and province of the region: from the profile's region, else from the title."""
    for words in (profile.region, profile.name):
        match = _PLACE.match(words)
        if match and (match["city"] or match["province"]):
            province = match["province"] or match["city"]
            if match["city"]:
                return match["city"], "city", province
            return province, "province", province
    raise InputError("E-PROFILE", "看不出上级预案是哪个省、哪个市的，写不成地区资料；请在名称里写明地区。")
