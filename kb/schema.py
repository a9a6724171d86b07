"""What all models of the catalogue share: the frozen base and the names that are used in more than one of them."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

KindName = Literal[
    "enterprise-comprehensive",
    "enterprise-special",
    "enterprise-onsite",
    "enterprise-environment",
    "gov-master",
    "gov-special",
    "gov-department",
    "township",
]
KINDS: tuple[KindName, ...] = get_args(KindName)
SubjectName = Literal["ordinary", "high-risk", "crowded-place", "government", "other"]
AdminLevel = Literal["province", "city", "county"]  # 直辖市 count as city

Pattern = str  # a regular expression over text without white space; `<name>` inserts lexicon terms
Group = tuple[Pattern, ...]  # alternatives; "@concept" is met inside a section of that heading concept


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
