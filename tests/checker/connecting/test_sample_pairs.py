"""The sample pairs: the sound one has no gap, the broken twin has a planted break for every item, all found."""

from __future__ import annotations

import pytest

from checker.report import Verdict

MASTER, SOUND, BROKEN = "03-master-plan.md", "04-gov-special.docx", "05-gov-special-broken.docx"

PLANTED = {  # item → the matters that must tell its break
    "CONN-A": {"basis-cited"},
    "CONN-B": {"levels-starter-2"},
    "CONN-C": {"report-limit-authority", "report-to-总指挥部办公室"},
    "CONN-D": {"body-head", "units-lead"},
    "CONN-E": {"handover-unit"},
    "CONN-F": {"shelter", "support-channel"},
    "CONN-G": {"release-conference"},
    "CONN-H": {"system-relation"},
    "CONN-I": {"grades-deaths-较大"},
    "CONN-J": {"drill-interval"},
}


def test_sound_pair_has_no_gap(results, samples):
    found = results(samples / SOUND, samples / MASTER)
    assert [r.reason for r in found if r.verdict is not Verdict.COMPLIANT] == []


def test_sound_pair_settles_every_aspect(aspects, samples):
    found = aspects(samples / SOUND, samples / MASTER)
    assert len(found) == 10
    assert {c.verdict for c in found.values()} == {Verdict.COMPLIANT}


@pytest.mark.parametrize("item", PLANTED)
def test_planted_break_is_found(results, samples, item):
    found = results(samples / BROKEN, samples / MASTER)
    assert {r.matter for r in found if r.item == item and r.verdict.is_gap} == PLANTED[item]


def test_both_passages_stand_side_by_side_verbatim(aspects, side_at, samples):
    plan, upper = side_at(samples / BROKEN).plan, side_at(samples / MASTER).plan
    for connection in aspects(samples / BROKEN, samples / MASTER).values():
        assert connection.plan_evidence and connection.upper_evidence, connection.aspect
        for where, passages in ((plan, connection.plan_evidence), (upper, connection.upper_evidence)):
            for e in passages:
                assert where.paragraph(e.paragraph).text[e.start : e.end] == e.quote


def test_good_enterprise_plan_connects_with_the_master(results, samples):
    found = results(samples / "01-good-enterprise.docx", samples / MASTER)
    assert [r.reason for r in found if r.verdict.is_gap] == []


def test_poor_enterprise_plan_does_not(aspects, samples):
    found = aspects(samples / "02-poor-enterprise.docx", samples / MASTER)
    assert found["basis"].verdict is Verdict.PARTIAL  # only the abolished national plan is named
    for aspect in ("levels", "reporting", "units", "handover", "information-release"):
        assert found[aspect].verdict is Verdict.NON_COMPLIANT, aspect
