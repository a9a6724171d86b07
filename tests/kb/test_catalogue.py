"""The catalogue as shipped: complete, consistent, quick; and its patterns."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import Catalogue, load_catalogue
from kb.errors import CatalogueError, UnknownId

DUTIES = {  # one of each instrument that has duties
    "GBT29639-6.1.2", "M88-33B", "R708-14", "AQSC-81", "TFSJ-71", "G5-32", "NP25-3.3.6", "PSZN-TRAIN", "AQT9011-6",
    "AQT9007-4.2", "AQT9009-7.4", "R493-9", "M21-6", "HF4-12", "MEE34-9", "MEE17-3", "XF61-39", "HR5-44", "WHP-93",
    "HNAQ-49", "GB30077-4", "GBT33942-5.11", "MINE16-DRILL", "LY-DRILL", "HNYA25-BASIS", "HNP25-CMD", "LYP-BASIS",
    "DUST6-PLAN", "M40-21", "GBT29639-2013STRUCT", "GBT29639-C.2", "LY-DIGITAL", "PSZN-7X",
}  # fmt: skip
INSTRUMENTS = {"TFSJ-2024", "TFSJ-2007", "R591", "M88-2016", "NP06", "GBT29639", "AQT9002", "HNYA17", "LYP-GEO", "HNTF"}


def test_every_duty_instrument_and_form_row_is_there(catalogue: Catalogue) -> None:
    assert set(catalogue.requirements) >= DUTIES
    assert set(catalogue.instruments) >= INSTRUMENTS
    assert len(catalogue.requirements) >= 257
    assert len(catalogue.instruments) >= 92
    assert [f"{i}-{n}" for i, count in (("F1", 6), ("F2", 20), ("F3", 10), ("F4", 4), ("F5", 5)) for n in
            range(1, count + 1)] == list(catalogue.form_rows())  # fmt: skip


def test_default_and_equivalent_duties(catalogue: Catalogue) -> None:
    equivalent = catalogue.requirement("GBT29639-C.2")
    assert (equivalent.tier, equivalent.canonical) == ("equivalent", "GBT29639-4.9")
    assert [r.id for r in catalogue.equals(equivalent)] == ["GBT29639-4.9", "PSZN-APPROVE"]
    assert sum(r.tier == "core" for r in catalogue.requirements.values()) >= 146


def test_basis_cites_number_and_clause(catalogue: Catalogue) -> None:
    basis = catalogue.basis(catalogue.requirement("GBT29639-6.1.2"))
    assert (basis.cite, basis.clause) == ("GB/T 29639-2020", "6.1.2")
    assert catalogue.basis(catalogue.requirement("M88-33A")).cite.startswith("生产安全事故应急预案管理办法（")


def test_superseded_editions_say_from_when(catalogue: Catalogue) -> None:
    old = catalogue.instrument("GBT29639-2013")
    assert (old.status, old.outdated_from, old.replaced_by) == ("被代替", "2021-04-01", ("GBT29639",))
    assert catalogue.instrument("GBT29639").effective_from == "2021-04-01"


def test_unknown_id_offers_near_ones(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownId) as caught:
        catalogue.requirement("m88-33a")
    assert caught.value.matches[0] == ("M88-33A", "一般企业演练频次")


def test_names_in_patterns_are_expanded_and_nest(catalogue: Catalogue) -> None:
    assert catalogue.compiled("每年<drill>").search("每年演习一次")
    assert catalogue.compiled("<year>").search("每半年组织一次")  # <year> holds <half-year>
    assert catalogue.expand(r"(?P<kept>甲)") == r"(?P<kept>甲)"
    with pytest.raises(CatalogueError, match="no-such-list"):
        catalogue.expand("<no-such-list>")


def test_terms_that_name_each_other_are_refused(corpora: Callable[..., Path]) -> None:
    root = corpora(("lexicons/terms.yaml", "drill: [演练, 演习]", "drill: ['<train>']\ntrain: ['<drill>']"))
    with pytest.raises(CatalogueError, match="循环"):
        load_catalogue(root).expand("<drill>")


def test_hash_follows_the_content(corpora: Callable[..., Path]) -> None:
    before = load_catalogue(corpora()).sha256
    load_catalogue.__globals__["_load"].cache_clear()
    after = load_catalogue(corpora(("lexicons/terms.yaml", "演习", "拉练"))).sha256
    assert before != after


def test_loads_quickly_in_a_fresh_process() -> None:
    code = "import time;import kb.catalogue as k;t=time.process_time();k.load_catalogue();print(time.process_time()-t)"
    root = Path(__file__).resolve().parents[2]
    seconds = float(subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True).stdout)
    assert seconds < 2.0  # a few tenths on an idle machine; the bound only catches a slow YAML loader
