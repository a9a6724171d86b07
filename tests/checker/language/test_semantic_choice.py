"""Which model makes the vectors: the static one, or the one the user names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.errors import InputError
from checker.language import meaning
from kb.embedding import MODEL_VARIABLE


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    meaning.embedder.cache_clear()
    yield
    meaning.embedder.cache_clear()


def test_the_static_model_serves_when_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    assert not meaning.transformer_named()
    one, near, far = meaning.embedder().encode(["立即报告指挥部", "第一时间上报总指挥", "配备沙袋"])
    assert float(one @ near) > float(one @ far)


def test_a_named_model_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "no-model"))
    assert meaning.transformer_named()
    with pytest.raises(InputError, match="E-MODEL"):
        meaning.embedder()
