"""What the documentation shows to be copied is what the project holds, and holds what it says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml
from test_workflow_files import ACTION, COMPONENT, repository, run

from flaskcheck.command import integrations
from flaskcheck.command.options import COMMANDS, OPTIONS, Option
from flaskcheck.ground import about

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
PIPELINES = (ROOT / "docs" / "pipelines.md").read_text()


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("language", "name"),
    [("yaml", "PRE_COMMIT_CONFIG"), ("sh", "GIT_HOOK"), ("yaml", "WORKFLOW"), ("yaml", "GITLAB")],
)
def test_the_readme_shows_each_integration_once(language: str, name: str) -> None:
    assert blocks(README, language).count(getattr(integrations, name)) == 1


def test_every_yaml_of_the_readme_is_one_of_them() -> None:
    assert len(blocks(README, "yaml")) == 3


WORKFLOWS = [block for block in blocks(PIPELINES, "yaml") if "jobs:" in block]


@pytest.mark.parametrize("number", range(len(WORKFLOWS)))
def test_the_workflows_that_are_shown(tmp_path: Path, number: int) -> None:
    text = WORKFLOWS[number]
    used = f"uses: {about.REPOSITORY}@{about.TAG}\n"
    assert used in text
    action = {f".github/actions/flaskcheck/{name}": (ROOT / name).read_text() for name in ("action.yml",)}
    local = text.replace(used, "uses: ./.github/actions/flaskcheck\n")  # so that actionlint sees inputs and outputs
    path = repository(tmp_path, **{integrations.WORKFLOW_PATH: local, **action}) / integrations.WORKFLOW_PATH
    assert run("actionlint", cwd=tmp_path) == ""
    assert run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path) == ""
    path.write_text(text.replace(used, used.replace(about.TAG, "0" * 40)))
    assert run("zizmor", "--offline", "--no-progress", "--quiet", path) == ""


def test_there_are_workflows() -> None:
    assert len(WORKFLOWS) == 3


def test_every_place_pins_the_same_version() -> None:
    """Whoever takes a newer version in one file is told of the others."""
    files = [
        *(ROOT / ".github" / "workflows").glob("*.yml"),
        ROOT / "action.yml",
        *(ROOT / "docs").glob("*.md"),
        ROOT / "README.md",
    ]
    pins: dict[str, set[str]] = {}
    for text in (*(path.read_text() for path in files), integrations.WORKFLOW):
        for name, version in re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40} # v\S+)", text):
            pins.setdefault(name, set()).add(version)
    assert set(pins) == {
        "actions/cache",
        "actions/checkout",
        "actions/deploy-pages",
        "actions/download-artifact",
        "actions/setup-python",
        "actions/upload-artifact",
        "actions/upload-pages-artifact",
        "github/codeql-action/upload-sarif",
        "pypa/gh-action-pypi-publish",
    }
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def rows(names: dict[str, dict[str, str]], has_default: bool) -> list[str]:
    found = []
    for name, entry in names.items():
        default = str(entry.get("default", ""))
        cells = [f"`{name}`", *([f"`{default}`" if default else ""] if has_default else []), entry["description"]]
        found.append("| " + " | ".join(cells).replace("|  |", "| |") + " |")
    return found


@pytest.mark.parametrize(
    ("names", "has_default"),
    [
        (ACTION["inputs"], True),
        (ACTION["outputs"], False),
        (next(yaml.safe_load_all(COMPONENT.read_text()))["spec"]["inputs"], True),
    ],
    ids=["inputs", "outputs", "component"],
)
def test_the_tables_are_those_of_the_files(names: dict[str, dict[str, str]], has_default: bool) -> None:
    assert "\n".join(rows(names, has_default)) + "\n\n" in PIPELINES


def test_what_gitlab_includes_is_there(tmp_path: Path) -> None:
    for text in [integrations.GITLAB, *(block for block in blocks(PIPELINES, "yaml") if "remote:" in block)]:
        (tmp_path / "ci.yml").write_text(text)
        words = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", tmp_path / "ci.yml")
        assert run("check-jsonschema", *words) == ""
        [include] = yaml.safe_load(text)["include"]
        base = f"https://raw.githubusercontent.com/{about.REPOSITORY}/{about.TAG}/"
        assert (ROOT / include["remote"].removeprefix(base)).is_file()
        known = next(yaml.safe_load_all(COMPONENT.read_text()))["spec"]["inputs"]
        assert set(include.get("inputs", ())) <= set(known)


def test_the_table_of_rules_is_today_s() -> None:
    specification = importlib.util.spec_from_file_location("rule_table", ROOT / "docs" / "rule_table.py")
    assert specification is not None
    assert specification.loader is not None
    rule_table = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(rule_table)
    assert rule_table.with_table(README) == README, "python docs/rule_table.py writes it anew"


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.spellings[0])
def test_every_option_is_told(option: Option) -> None:
    assert re.search(rf"`[^`]*{option.spellings[-1]}\b", README)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command: str) -> None:
    assert f"`{command}`" in README or f"flaskcheck {command}" in README


def test_links_lead_to_files_and_headings() -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", README):
        path, sign, heading = target.partition("#")
        if "://" not in target:
            assert (ROOT / (path or "README.md")).exists(), target
            assert not sign or heading in headings_of(ROOT / (path or "README.md")), target


def headings_of(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in found}
