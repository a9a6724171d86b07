"""Agreement with the reviewers' comparison of a real special plan with its city's master plan."""

from __future__ import annotations

import yaml

WORST = {"衔接": 0, "部分衔接": 1, "未衔接": 2, "冲突": 2}
VERDICTS = {"compliant": 0, "partially_compliant": 1, "non_compliant": 2}
AGREEMENT_MIN = 0.8


def test_heating_plan_agrees_aspect_by_aspect(aspects, shared):
    gold = yaml.safe_load((shared / "gold" / "gov-beijing-heating.yaml").read_text(encoding="utf-8"))
    wanted: dict[str, int] = {}
    for row in gold["connection_to_master"]:
        wanted[row["aspect"]] = max(wanted.get(row["aspect"], 0), WORST[row["verdict"]])
    plans = shared / "plans"
    found = aspects(plans / "gov-beijing-heating.html", plans / "gov-beijing-master.html")
    wrong = [a for a, verdict in wanted.items() if VERDICTS.get(found[a].verdict.value) != verdict]
    assert len(wrong) <= (1 - AGREEMENT_MIN) * len(wanted), wrong
