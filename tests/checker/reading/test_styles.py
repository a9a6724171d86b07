"""Whole invented plans in the styles real authors use: units, kinds, headings and levels as a reader would set them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.reading import read

STYLES = sorted((Path(__file__).parent / "styles").glob("*.txt"))


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.stem)
def test_units_and_headings(path: Path) -> None:
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))["units"]
    found = [
        {
            "kind": unit.kind.value,
            "title": unit.title,
            "headings": [
                "  " * (s.level - 1) + (s.title if s.number in ("", s.title) else f"{s.number} {s.title}")
                for s in unit.sections
            ],
        }
        for unit in read(path).units
    ]
    assert found == expected
