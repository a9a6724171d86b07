"""The profile of a region's upper plans (corpora/regions) in the shape of a plan's profile: only what is verified."""

from __future__ import annotations

import re

from checker.connecting.profile import Body, Duty, Interval, Profile, SpecialPlan
from checker.connecting.side import bare_title
from checker.plan import Region as PlanRegion
from kb.catalogue import Catalogue
from kb.upper_plans import Region

_LEVELS = (("province", "省"), ("city", "市"), ("county", "县"))


def region_profile(region: Region) -> Profile:
    masters = [p for p in region.upper_plans if not p.special and p.level == "city"]
    title = masters[0].title if masters else f"{region.name}突发事件总体应急预案"
    drills = [i for i in region.items if i.matter == "drill" and i.verified and "interval_months" in i.value]
    return Profile(
        title=title,
        name=bare_title(title),
        status=masters[0].status if masters else "",
        region=f"{region.province}{region.name}",
        source=f"corpora/regions：{region.name}",
        bodies=tuple(
            Body(
                name=b.name,
                kind="general" if "总指挥部" in b.kind else "special",
                events=b.events,
            )
            for b in region.command_bodies
            if b.verified and b.level == "city"
        ),
        duties=tuple(
            Duty(grade=s.grade, level=level)
            for s in region.ladder
            if s.verified and (level := next((n for n, word in _LEVELS if word in s.organiser), ""))
        ),
        special_plans=tuple(
            SpecialPlan(title=p.title, special=p.special) for p in region.upper_plans if p.verified and p.title != title
        ),
        drills=tuple(Interval(what=i.says, months=int(i.value["interval_months"])) for i in drills[:1]),
        superseded_titles=region.superseded_titles,
    )


def fitting_region(catalogue: Catalogue, region: PlanRegion) -> Region | None:
    """The region of the catalogue a plan belongs to: by its city, or by a county only that region has."""
    for known in catalogue.regions.values():
        if region.city and region.city == known.name:
            return known
        county = re.sub(r"^.*市(?=.{2,}[县区]$)", "", region.county)
        if county and not region.city and county in (*known.counties, *known.former_counties):
            return known
    return None
