"""Reading the YAML files of `corpora/` into validated models, every problem with its file, id and field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kb.errors import CatalogueError, Problem
from kb.folders import data_folder

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster
M = TypeVar("M", bound=BaseModel)


class _Loader(_Base):
    """YAML in which a key given twice is an error: the first one would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(set(keys)) < len(keys):
            twice = next(key for key, _ in node.value if keys.count(key.value) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"键 {twice.value} 写了两次", twice.start_mark)
        return super().construct_mapping(node, deep)


_SAID = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个字段，请核对拼写",
    "string_type": "应当是文字；像数字或日期的要加引号",
    "int_parsing": "应当是整数",
    "int_type": "应当是整数",
    "float_parsing": "应当是数字",
    "bool_parsing": "应当是 true 或 false",
    "tuple_type": "应当是列表，写成 [甲, 乙]",
    "list_type": "应当是列表，写成 [甲, 乙]",
    "dict_type": "应当是“键: 值”",
    "model_type": "应当是“键: 值”",
}


def _said(error: ErrorDetails) -> str:
    """What is wrong with a value, in the words of a maintainer who reads no program."""
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            return f"“{error['input']}”不认识，只能是 {context['expected'].replace(' or ', ', ')}"
        case "union_tag_invalid":
            return f"“{context['tag']}”不认识，只能是 {context['expected_tags']}"
        case "union_tag_not_found":
            return f"缺少 {context['discriminator']}"
        case "too_short":
            return f"至少要有 {context['min_length']} 个"
        case kind:
            return _SAID.get(kind, error["msg"])


def corpora_root() -> Path:
    """`corpora/` beside the kb package, in the repository and in site-packages alike."""
    return Path(__file__).resolve().parent.parent / "corpora"


LOCAL = "本地/"  # before the name of a file of the user's own corpora


def local_corpora() -> Path:
    """The folder of the user's additions, which survive upgrades; it need not exist."""
    return data_folder() / "corpora"


def local_files(local: Path) -> list[Path]:
    return sorted(local.rglob("*.yaml"))


def laid_over(shipped: Any, local: Any) -> Any:
    """Two values of one shape as one: mappings key by key, lists one after the other, anything else the local one."""
    if isinstance(shipped, dict) and isinstance(local, dict):
        return shipped | {k: laid_over(shipped[k], v) if k in shipped else v for k, v in local.items()}
    if isinstance(shipped, list) and isinstance(local, list):
        return shipped + [v for v in local if v not in shipped]
    return local


class Corpora:
    """The files below one corpora folder, each read once; problems gather until `close`."""

    def __init__(self, root: Path, local: Path | None = None) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.places: dict[str, str] = {}  # id → file
        self._bytes = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*.yaml"))}
        if local:
            self._bytes |= {LOCAL + p.relative_to(local).as_posix(): p.read_bytes() for p in local_files(local)}
        if not self._bytes:
            raise CatalogueError([Problem(str(root), "", "", "没有找到知识库文件（corpora/*.yaml）")])

    def sha256(self) -> str:
        """Hash over names and contents of all YAML files, local ones too."""
        total = hashlib.sha256()
        for name, content in self._bytes.items():
            total.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        return total.hexdigest()

    def files(self, folder: str) -> list[str]:
        """Files of a folder, shipped ones first, then those the user added."""
        return [name for name in self._bytes if name.removeprefix(LOCAL).startswith(folder + "/")]

    def parse(self, name: str) -> Any:
        """The parsed file, {} when it is absent or broken."""
        content = self._bytes.get(name)
        if content is None:
            return {}
        try:
            return yaml.load(content, Loader=_Loader) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f"第 {mark.line + 1} 行" if mark else ""
            self.problems.append(Problem(name, "", where, f"不是合法的 YAML：{getattr(error, 'problem', error)}"))
            return {}

    def merged(self, name: str) -> Any:
        """A shipped file with the user's file of the same name laid over it: lists go on, keys replace."""
        shipped, local = self.parse(name), self.parse(LOCAL + name)
        return laid_over(shipped, local) if local else shipped

    def rows(self, folder: str, key: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """(file, head, row) for the list `key` of each file of a folder; the head is the rest of the file."""
        for name in self.files(folder):
            data = self.parse(name)
            if not data:
                continue
            rows = data.pop(key, None)
            if not isinstance(rows, list):
                self.problems.append(Problem(name, "", key, f"文件缺少列表 {key}"))
                continue
            for row in rows:
                yield name, data, row

    def model(self, kind: type[M], data: dict[str, Any], name: str, id_field: str = "id") -> M | None:
        """One validated model; None and a problem for each field that does not fit."""
        key = str(data.get(id_field, "")) if isinstance(data, dict) else ""
        return self.adapted(TypeAdapter(kind), data, name, key)

    def adapted(self, adapter: TypeAdapter[Any], data: Any, name: str, key: str = "") -> Any:
        try:
            return adapter.validate_python(data)
        except ValidationError as error:
            for e in error.errors():
                place = ".".join(str(part) for part in e["loc"])
                self.problems.append(Problem(name, key, place, _said(e)))
            return None

    def register(self, key: str, name: str) -> bool:
        """Note where an id stands; False and a problem when it stood there already. The user's row replaces ours."""
        replaces = name.startswith(LOCAL) and not self.places.get(key, LOCAL).startswith(LOCAL)
        if key in self.places and not replaces:
            self.problems.append(Problem(name, key, "id", f"编号重复，已见于 {self.places[key]}"))
            return False
        self.places[key] = name
        return True

    def is_local(self, key: str) -> bool:
        """Whether the user's own file gave the row of this id."""
        return self.places.get(key, "").startswith(LOCAL)

    def close(self) -> None:
        """Raise CatalogueError when anything was wrong."""
        if self.problems:
            raise CatalogueError(self.problems)
