"""Hand-over: obeying the command in ordinary times is not handing over; deleting the hand-over sentences is seen."""

from __future__ import annotations

import pytest
import yaml

from checker.connecting.compare import Upper, compare
from checker.plan import Kind
from checker.report import Verdict

MASTER = """
# 星湾市突发事件总体应急预案

## 1 应急处置

先期到达现场的各方力量接受现场指挥部统一指挥。市级现场指挥部成立后，县级现场指挥部纳入市级现场指挥部统一领导。
"""


def plan(sentence: str) -> str:
    return f"# 星湾市供水突发事件应急预案\n\n## 1 应急处置\n\n供水企业开展先期处置。{sentence}\n"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("市级现场指挥部成立后，供水企业向现场指挥部移交指挥权，并交代处置进展。", Verdict.COMPLIANT),
        ("各抢修队伍到达后接受现场指挥部的统一指挥。", Verdict.COMPLIANT),
        ("供水企业应当配齐抢修设备，服从现场指挥部指令。", Verdict.PARTIAL),
        ("各抢修队伍服从现场指挥部的统一调动。", Verdict.PARTIAL),
        ("经批准可以委托其他企业接管该企业的供水设施。", Verdict.PARTIAL),
        ("值班单位做好交接班。", Verdict.PARTIAL),
    ],
)
def test_handing_over_and_mere_obedience(side, sentence, verdict):
    found = compare(side(plan(sentence)), Upper.of(side(MASTER, Kind.GOV_MASTER)))
    assert next(r.verdict for r in found if r.matter == "handover-unit") is verdict


def test_deleted_hand_over_of_a_real_plan_is_only_partly_connected(side, side_at, shared):
    gold = yaml.safe_load((shared / "gold" / "gov-beijing-heating.yaml").read_text(encoding="utf-8"))
    plans = shared / "plans"
    text = "\n\n".join(p.text for p in side_at(plans / "gov-beijing-heating.html").plan.paragraphs)
    for edit in next(d for d in gold["seeded_defects"] if d["id"] == "D05")["edits"]:
        assert edit["find"].strip() in text
        text = text.replace(edit["find"].strip(), edit["replace"].strip())
    found = compare(side(text), Upper.of(side_at(plans / "gov-beijing-master.html")))
    assert next(r.verdict for r in found if r.matter == "handover-unit") is Verdict.PARTIAL
