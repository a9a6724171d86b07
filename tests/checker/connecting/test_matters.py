"""Every matter of corpora/connections gives its examples the verdict they state, through the real reader."""

from __future__ import annotations

from checker.connecting.proof import prove_connections
from kb.catalogue import load_catalogue


def test_every_example_is_judged_as_it_says():
    assert list(prove_connections(load_catalogue())) == []


def test_every_item_of_connection_has_a_matter_or_a_comparison_in_code():
    catalogue = load_catalogue()
    told = {m.item for m in catalogue.connection_matters} | {"CONN-A", "CONN-I"}
    assert told == set(catalogue.connection_items)
