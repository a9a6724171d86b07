"""A hand-made report of an invented hotel: two units, every verdict, facts, and text that tries to break out."""

from __future__ import annotations

import pytest

from checker.report import (
    Basis,
    Citation,
    Drill,
    Evidence,
    Facts,
    Finding,
    NotRun,
    OutdatedBody,
    PageProblem,
    PlanInfo,
    PointResult,
    RegionInfo,
    Report,
    Reporting,
    ResponseLevel,
    Seconds,
    SectionInfo,
    SourceInfo,
    ToolInfo,
    UnitInfo,
    Verdict,
)

HOSTILE = "<script>alert(1)</script>[bold red]\x1b[31m"
FORMULA = '=HYPERLINK("x","点我")'


def evidence(quote: str, page: int | None = 6, paragraph: int = 41, section: str | None = "u1.3") -> Evidence:
    return Evidence(page=page, paragraph=paragraph, section=section, start=0, end=len(quote), quote=quote)


def finding(requirement: str, verdict: Verdict, **given: object) -> Finding:
    values: dict[str, object] = {
        "id": f"u1:{requirement}",
        "unit": "u1",
        "requirement": requirement,
        "name": "响应分级",
        "group": "响应",
        "key": False,
        "verdict": verdict,
        "severity": "major",
        "reason": "写了分级，没有写由谁启动。",
        "basis": (Basis(instrument="GBT29639", cite="GB/T 29639-2020", clause="6.1.2"),),
        "confidence": 0.9,
    }
    return Finding.model_validate(values | given)


def findings() -> tuple[Finding, ...]:
    starter = PointResult(id="starter", says="每一级写明由谁启动", met=False, reason="三级都没有写启动人")
    return (
        finding("OK-1", Verdict.COMPLIANT, name="编制目的", group="总则", severity="minor", reason="有目的条款。"),
        finding(
            "PART-1",
            Verdict.PARTIAL,
            points=(PointResult(id="levels", says="分级", met=True, evidence=(evidence("分为三级响应。"),)), starter),
            evidence=(evidence("分为三级响应。"),),
            advice="逐级写明启动人。",
        ),
        finding(
            "MISS-1",
            Verdict.NON_COMPLIANT,
            name="信息报告时限",
            severity="critical",
            key=True,
            reason=f"全文没有写报告时限{HOSTILE}",
            nearest=(evidence(FORMULA, page=None, section="u1.1"),),
            searched=("u1.3 响应分级", "全文"),
            advice=FORMULA,
        ),
        finding("ASK-1", Verdict.UNDETERMINED, unit="u2", name="应急物资", group="保障", reason="附件是扫描页。"),
        finding("NA-1", Verdict.NOT_APPLICABLE, unit="u2", name="校车", group="总则", reason="不适用。"),
        finding(
            "EQ-1",
            Verdict.PARTIAL,
            same_as="PART-1",
            basis=(Basis(instrument="M88", cite="应急预案管理办法", clause="第六条"),),
        ),
    )


@pytest.fixture
def sample_report() -> Report:
    words = "响应分为三级。"
    return Report(
        tool=ToolInfo(
            version="0.1.0",
            catalogue_version="2026-11-23",
            catalogue_sha256="ab" * 32,
            as_of="2026-11-23",
            semantic=False,
        ),
        source=SourceInfo(
            file="云杉大酒店预案.pdf",
            sha256="cd" * 32,
            format="pdf",
            pages=30,
            characters=12345,
            unreadable_pages=tuple(PageProblem(page=p, reason="scanned") for p in (3, 4, 5, 9)),
            ocr_pages=(7,),
            seconds=Seconds(read=1, facts=0.5, judge=0.5, total=2),
            warnings=(f"第9页的表格可能不完整 {HOSTILE}",),
        ),
        plan=PlanInfo(
            title=f"云杉大酒店生产安全事故应急预案{HOSTILE}",
            organisation="云杉大酒店有限公司",
            issued="2024-04",
            version="第2版",
            number="YS-01",
            region=RegionInfo(province="河南省", city="洛阳市"),
            subject="crowded-place",
            subject_reason="名称含“酒店”",
        ),
        units=(
            UnitInfo(
                id="u1",
                kind="enterprise-comprehensive",
                title="综合应急预案",
                page=5,
                sections=(
                    SectionInfo(id="u1.1", number="1", title="总则", level=1, page=5, paragraph=30),
                    SectionInfo(id="u1.3", number="1.2", title="响应分级", level=2, page=6, paragraph=40),
                ),
            ),
            UnitInfo(id="u2", kind="enterprise-onsite", title="火灾现场处置方案", page=20, sections=()),
        ),
        findings=findings(),
        not_run=(NotRun(unit="u1", requirement="M88-27", reason="需要备案材料"),),
        facts=Facts(
            response_levels=(
                ResponseLevel(unit="u1", name="Ⅱ级", rank=2, trigger="重伤1人", evidence=evidence(words)),
                ResponseLevel(unit="u1", name="Ⅰ级", rank=1, starts_by="总指挥", evidence=evidence(words)),
            ),
            drills=(Drill(unit="u1", what="综合演练", interval_months=12, evidence=evidence("每年演练一次")),),
            reporting=(Reporting(unit="u1", sender="当班人", to="应急局", limit_minutes=60, evidence=evidence(words)),),
            citations=(
                Citation(name="安全生产法", kind="law", status="current", at_issue="current", evidence=evidence(words)),
                Citation(
                    name="生产经营单位安全生产事故应急预案编制导则",
                    number="AQ/T 9002-2006",
                    kind="standard",
                    status="superseded",
                    at_issue="superseded",
                    replaced_by="GB/T 29639-2020",
                    evidence=evidence(words),
                ),
            ),
            outdated_bodies=(
                OutdatedBody(name="安全生产监督管理局", now="应急管理局", since=2018, evidence=evidence(words)),
            ),
        ),
    )
