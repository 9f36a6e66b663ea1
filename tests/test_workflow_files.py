"""The files for GitHub, GitLab and the shell, held against the linters and schemas that others wrote."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from flaskcheck.command import integrations
from flaskcheck.ground import about

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
COMPONENT = ROOT / "templates" / "flaskcheck.yml"


def run(tool: str, *words: object, cwd: Path = ROOT, given: str | None = None) -> str:
    """All that a tool of the environment says; empty when it found nothing to say. A tool that is not there fails the test."""
    done = subprocess.run(
        [TOOLS / tool, *map(str, words)],
        cwd=cwd,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.stdout or done.returncode == 0
    return "" if done.returncode == 0 else done.stdout


def repository(folder: Path, **files: str) -> Path:
    """A folder that the linters take for a repository."""
    for name, text in {".git/HEAD": "ref: refs/heads/main\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The workflow that the README shows and ``flaskcheck init`` writes."""
    return repository(tmp_path, **{integrations.WORKFLOW_PATH: integrations.WORKFLOW}) / integrations.WORKFLOW_PATH


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "docs.yml", "flaskcheck.yml", "release.yml", "tables.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_by_actionlint(path: Path) -> None:
    """The inputs and outputs of the action, too, and by shellcheck what the steps run."""
    assert run("actionlint", "-shellcheck", TOOLS / "shellcheck", path) == ""


def test_the_example_by_actionlint(example: Path) -> None:
    assert run("actionlint", example) == ""


def test_actionlint_looks(tmp_path: Path) -> None:
    text = integrations.WORKFLOW.replace("runs-on: ubuntu-latest", "runs-on: nowhere-latest")
    path = repository(tmp_path, **{"w.yml": text}) / "w.yml"
    assert "nowhere-latest" in run("actionlint", path)


def test_everything_by_zizmor() -> None:
    assert run("zizmor", "--offline", "--no-progress", "--pedantic", "--quiet", ROOT) == ""


def test_the_example_by_zizmor(example: Path) -> None:
    """Its reference to flaskcheck's own tag apart: a hash cannot be known before the version is there."""
    text = example.read_text().replace(f"@{about.TAG}", f"@{'0' * 40}")
    example.write_text(text)
    assert run("zizmor", "--offline", "--no-progress", "--quiet", example) == ""


def test_zizmor_looks(example: Path) -> None:
    text = example.read_text() + "      - run: echo ${{ github.event.pull_request.title }}\n"
    example.write_text(text)
    assert "template-injection" in run("zizmor", "--offline", "--no-progress", example)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("github-workflows", path) for path in WORKFLOWS),
        ("github-actions", ROOT / "action.yml"),
        ("dependabot", ROOT / ".github" / "dependabot.yml"),
        ("citation-file-format", ROOT / "CITATION.cff"),
        ("github-issue-config", ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"),
        *(("github-issue-forms", path) for path in FORMS),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_files_by_their_schemas(schema: str, path: Path) -> None:
    assert run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", path) == ""


def test_the_example_by_its_schema(example: Path) -> None:
    assert run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", example) == ""


def test_every_step_of_the_action_by_shellcheck() -> None:
    for step in ACTION["runs"]["steps"]:
        assert run("shellcheck", "--shell=bash", "-", given=f"set -eo pipefail\n{step['run']}") == ""


def test_no_input_is_pasted_into_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    assert all("${{" not in step["run"] for step in steps)
    given = " ".join(value for step in steps for value in step["env"].values())
    assert set(re.findall(r"inputs\.([\w-]+)", given)) == set(ACTION["inputs"])


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_whatever_is_used_is_pinned(path: Path) -> None:
    for line in re.findall(r"uses: (.+)", path.read_text()):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./ #.*", line), line


def test_what_the_action_installs_is_pinned() -> None:
    lines = (ROOT / "action" / "constraints.txt").read_text().splitlines()
    pinned = {Requirement(line).name.lower(): Requirement(line) for line in lines if not line.startswith("#")}
    assert all(re.fullmatch(r"==[\w.]+", str(requirement.specifier)) for requirement in pinned.values())
    wanted = [Requirement(text) for text in requires("flaskcheck") or () if "extra ==" not in text]
    assert {requirement.name.lower() for requirement in wanted} == {*pinned} - {"colorama"}  # click's on Windows
    for requirement in wanted:
        [specifier] = pinned[requirement.name.lower()].specifier
        assert requirement.specifier.contains(specifier.version)


# --- GitLab ------------------------------------------------------------------------------------------


def component(**inputs: str) -> dict[str, object]:
    """The component's jobs with inputs in their places, as GitLab interpolates them."""
    header, body = yaml.safe_load_all(COMPONENT.read_text())
    values = {name: spec["default"] for name, spec in header["spec"]["inputs"].items()}
    assert set(inputs) <= set(values)

    def filled(node: object) -> object:
        if isinstance(node, dict):
            return {key: filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(item) for item in node]
        if not isinstance(node, str):
            return node
        return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: {**values, **inputs}[found[1]], node)

    jobs = filled(body)
    assert isinstance(jobs, dict)
    return jobs


def test_the_component_by_its_schema(tmp_path: Path) -> None:
    header, _ = yaml.safe_load_all(COMPONENT.read_text())
    for name, document in (("header.yml", header), ("jobs.yml", component())):
        (tmp_path / name).write_text(yaml.safe_dump(document))
        words = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", tmp_path / name)
        assert run("check-jsonschema", *words) == ""


def test_the_component_by_shellcheck() -> None:
    script = "\n".join(component()["flaskcheck"]["script"])  # type: ignore[index]
    assert run("shellcheck", "--shell=bash", "-", given=script) == ""
