"""Profiles of upper plans: saved, chosen by name, corrected, written as a region file."""

from __future__ import annotations

import json

import pytest
import yaml

from checker.cli import run
from checker.connecting.profile_store import profiles_folder, save_profile, saved_profile, saved_profiles
from checker.connecting.profiling import build_profile
from checker.connecting.region_profile import region_profile
from checker.connecting.region_writing import region_yaml
from checker.errors import InputError
from kb.upper_plans import Region

NAME = "云泽市突发事件总体应急预案"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path / "home"))


@pytest.fixture
def profile(side_at, samples):
    return build_profile(side_at(samples / "03-master-plan.md"))


def connected(tmp_path, samples, upper: str) -> dict[str, dict]:
    out = tmp_path / "out.json"
    plan = str(samples / "04-gov-special.docx")
    assert run(["connect", plan, "--upper", upper, "--json", str(out)]) == 0
    return {c["aspect"]: c for c in json.loads(out.read_text(encoding="utf-8"))["connections"]}


def test_saved_profile_serves_by_name_as_well_as_the_plan(tmp_path, samples, capsys):
    assert run(["profile", str(samples / "03-master-plan.md"), "--save"]) == 0
    assert [s.name for s in saved_profiles()] == [NAME]
    found = connected(tmp_path, samples, NAME)
    assert len(found) == 10
    assert {c["verdict"] for c in found.values()} == {"compliant"}  # hand-over and release too: the plan is kept


def test_correction_of_a_saved_profile_counts(tmp_path, samples, profile, capsys):
    steps = tuple(s.model_copy(update={"starter": "市人民政府市长"}) for s in profile.ladder)
    save_profile(profile.model_copy(update={"ladder": steps}), samples / "03-master-plan.md")
    assert connected(tmp_path, samples, NAME)["levels"]["verdict"] != "compliant"


def test_saving_again_keeps_the_plan(samples, profile):
    save_profile(profile, samples / "03-master-plan.md")
    save_profile(profile.model_copy(update={"status": "试行"}))
    saved = saved_profile(NAME)
    assert saved and saved.plan and saved.plan.suffix == ".md"


def test_title_cannot_leave_the_folder(profile):
    saved = save_profile(profile.model_copy(update={"title": "../../坏/预案"}))
    assert saved.path.parent == profiles_folder()
    with pytest.raises(InputError):
        save_profile(profile.model_copy(update={"title": " / "}))


def test_unknown_name_is_one_chinese_line(samples, capsys):
    assert run(["connect", str(samples / "04-gov-special.docx"), "--upper", "没有存过的预案"]) == 2
    assert "没有存过的预案" in capsys.readouterr().err


def test_region_file_holds_the_profile_and_is_used_only_when_verified(profile):
    made = {v: Region.model_validate(yaml.safe_load(region_yaml(profile, verified=v))) for v in (False, True)}
    assert made[True].name == "云泽市"
    assert region_profile(made[True]).title == profile.title
    assert {b.name for b in region_profile(made[True]).bodies} == {b.name for b in profile.bodies}
    assert region_profile(made[False]).bodies == ()


def test_region_file_fits_into_the_users_corpora(tmp_path, samples, capsys):
    target = tmp_path / "home" / "corpora" / "regions" / "yunze.yaml"
    target.parent.mkdir(parents=True)
    assert run(["profile", str(samples / "03-master-plan.md"), "--yaml", str(target), "--verified"]) == 0
    assert yaml.safe_load(target.read_text(encoding="utf-8"))["name"] == "云泽市"
    assert run(["kb", "check"]) == 0
