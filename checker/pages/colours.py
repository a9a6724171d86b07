"""Streamlit colours of the verdicts; mark and word always stand beside them."""

from __future__ import annotations

from checker.report import Verdict

COLOURS = {
    Verdict.NON_COMPLIANT: "red",
    Verdict.PARTIAL: "orange",
    Verdict.UNDETERMINED: "blue",
    Verdict.COMPLIANT: "green",
    Verdict.NOT_APPLICABLE: "gray",
}
