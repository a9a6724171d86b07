"""Item A: does the plan name the upper plan, under its present title, beyond the list of bases?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checker.connecting.making import result
from checker.connecting.profile import Profile
from checker.connecting.results import Result
from checker.connecting.side import Side, bare_title
from checker.facts.context import dense
from checker.report import Citation, Verdict

_EDITION = re.compile(r"(?P<year>20\d{2})年?(?:修订|修正|版)")
_PLACE = re.compile(r"^(?P<place>[一-龥]{2,9}?(?:省|自治区|市|自治州|盟|州|县|区|旗))(?=[一-龥]{4})")
_NATIONAL = re.compile(r"^(?:国家|全国|国务院)")
NEAR = 88  # titles that differ in a word or two: an old or misspelt title of the same plan


def compare_basis(plan: Side, upper: Profile) -> Iterator[Result]:
    """The citation of the upper plan; nothing where the plan is the upper plan's own region's other master."""
    cited = [c for c in plan.facts.citations if c.kind == "plan" and bare_title(c.name) != plan.name]
    exact = [c for c in cited if bare_title(c.name) == upper.name]
    if exact:
        yield _exact(exact[0], upper)
        return
    old = next((c for c in cited if bare_title(c.name) in {bare_title(t) for t in upper.superseded_titles}), None)
    near = next((c for c in cited if _same_plan_other_title(c, upper)), None)
    if old or near:
        found = old or near
        assert found is not None
        yield _made(
            Verdict.PARTIAL, f"引用的“{found.name}”不是上级预案的现行名称“{upper.title}”", found, "改为现行全称。"
        )
        return
    spoken = plan.search(re.escape(dense(upper.name)))
    if spoken:
        yield result("basis-cited", "CONN-A", "basis", "引用上级预案", Verdict.COMPLIANT, "正文点名了上级预案", spoken)
        return
    yield _absent(plan, cited, upper)


def _exact(citation: Citation, upper: Profile) -> Result:
    mine, theirs = _EDITION.search(dense(citation.name)), _EDITION.search(dense(upper.title))
    if mine and theirs and mine["year"] != theirs["year"]:
        reason = f"引用的是{mine['year']}年版，上级预案是{theirs['year']}年版"
        return _made(Verdict.PARTIAL, reason, citation, "改引现行版本。")
    return _made(Verdict.COMPLIANT, "名称与上级预案一致", citation, "")


def _absent(plan: Side, cited: list[Citation], upper: Profile) -> Result:
    place = _PLACE.match(upper.name)
    foreign = next((c for c in cited if _foreign(c, upper, plan)), None)
    if foreign:
        reason = f"引用的是别处的预案“{foreign.name}”，没有引用“{upper.title}”"
        return _made(Verdict.NON_COMPLIANT, reason, foreign, "换成本地的上级预案。")
    general = plan.search(r"(?:[市省县区]|自治区|本市|本省)[^。；，《》\n]{0,6}(?:突发(?:公共)?事件)?总体(?:应急)?预案")
    if general and place:
        reason = f"只泛称总体预案，没有写出全称“{upper.title}”"
        return result(
            "basis-cited", "CONN-A", "basis", "引用上级预案", Verdict.PARTIAL, reason, general, None, "写出全称。"
        )
    higher = next((c for c in cited if _NATIONAL.match(dense(c.name))), None)
    if higher and not _NATIONAL.match(upper.name):
        reason = f"越过“{upper.title}”，只引用了“{higher.name}”"
        return _made(Verdict.PARTIAL, reason, higher, "补引直接上级预案。")
    if plan.plan.source.unreadable_pages:
        return _made(Verdict.UNDETERMINED, "本预案有没读出的页，不能断定没有引用", None, "")
    return _made(
        Verdict.NON_COMPLIANT, f"全文没有点名“{upper.title}”", None, "在编制依据和预案衔接里点名上级预案全称。"
    )


def _same_plan_other_title(citation: Citation, upper: Profile) -> bool:
    name = bare_title(citation.name)
    mine, theirs = _PLACE.match(name), _PLACE.match(upper.name)
    if (mine and mine["place"]) != (theirs and theirs["place"]):
        return False
    both_master = "总体" in name and "总体" in upper.name
    return both_master or fuzz.ratio(name, upper.name) >= NEAR


def _foreign(citation: Citation, upper: Profile, plan: Side) -> bool:
    """A master plan of a place that is neither the plan's nor the upper plan's, nor above them."""
    name = bare_title(citation.name)
    mine, theirs = _PLACE.match(name), _PLACE.match(upper.name)
    if "总体" not in name or not mine or not theirs or _NATIONAL.match(name):
        return False
    here = f"{upper.region}{plan.plan.identity.region}{plan.plan.identity.organisation}{upper.name}"
    if mine["place"].endswith(("省", "自治区")) and theirs["place"].endswith(("市", "县", "区", "州")):
        return bool(upper.region) and re.search(r"省|自治区", upper.region) is not None and mine["place"] not in here
    return mine["place"] not in here


def _made(verdict: Verdict, reason: str, citation: Citation | None, advice: str) -> Result:
    evidence = citation.evidence if citation else None
    return result("basis-cited", "CONN-A", "basis", "引用上级预案", verdict, reason, evidence, None, advice)
