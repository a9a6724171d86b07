"""A small corpora folder that tests can damage, and the catalogue as shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import Catalogue, load_catalogue

FILES = {
    "catalogue.yaml": "version: test\n",
    "instruments/laws.yaml": """
instruments:
  - {id: LAW, name: 试行办法, number: 某令第1号, level: 部门规章, effective_from: '2020-01-01', status: 现行}
""",
    "requirements/law.yaml": """
instrument: LAW
requirements:
  - id: LAW-1
    clause: 第1条
    tier: core
    kinds: [enterprise-comprehensive]
    name: 有值班电话
    group: 响应
    obligation: must
    severity: major
    target: plan-text
    statement: 写明值班电话。
    satisfied_when: 有电话号码。
    partial_when: 只说有电话。
    missing_when: 没有。
    forms: [F1-1]
    points:
      - id: phone
        kind: passage
        says: 值班电话
        all: [['值班(?:室)?电话']]
        sections: [reporting]
        good: ['值班电话 0379-00000000。']
        bad: ['员工在食堂就餐。']
""",
    "forms/f1.yaml": """
id: F1
name: 表
annex: 附件1
used_for: 试验
rows:
  - {id: F1-1, item: 电话, kind: 形式项, requirements: [LAW-1]}
""",
    "lexicons/headings.yaml": "reporting: {titles: [信息报告]}\n",
    "lexicons/terms.yaml": "drill: [演练, 演习]\n",
    "lexicons/floors.yaml": "drill_interval: [{subject: 一般, max_months: 12, rows: [LAW-1]}]\n",
    "regions/here.yaml": """
name: 某市
province: 某省
items: [{id: I, matter: drill, says: 演练, requirements: [LAW-1]}]
""",
}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def corpora(tmp_path: Path) -> Callable[..., Path]:
    """Write the small corpora, with pieces of files replaced: `corpora((file, old, new), …)`."""

    def write(*edits: tuple[str, str, str]) -> Path:
        texts = dict(FILES)
        for file, old, new in edits:
            assert old in texts[file], (file, old)
            texts[file] = texts[file].replace(old, new)
        for name, text in texts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
