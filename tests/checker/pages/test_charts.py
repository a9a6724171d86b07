"""The bars of verdicts as the browser gets them: counts in words, worst first, nothing from outside."""

from __future__ import annotations

import json

from checker.pages.charts import verdict_chart
from checker.report import Verdict
from checker.reporting.bars import group_bars

BAD, GOOD = Verdict.NON_COMPLIANT, Verdict.COMPLIANT


def test_labels_say_what_the_colours_say() -> None:
    made = verdict_chart(group_bars([("总则", GOOD), ("演练", BAD), ("演练", GOOD)]), "条").to_dict()
    (pieces,) = made["datasets"].values() if "datasets" in made else (made["data"]["values"],)
    assert [row["行"] for row in pieces] == ["000演练　✗ 1　✓ 1", "000演练　✗ 1　✓ 1", "001总则　✓ 1"]
    assert made["encoding"]["color"]["scale"]["domain"] == ["✗ 不符合", "✓ 符合"]
    assert '"url"' not in json.dumps(made)
