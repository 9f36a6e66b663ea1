"""The action's own steps, taken from action.yml and run as a runner runs them; and the script of the component for GitLab."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import golden
import pytest
import runner_commands
import yaml
from sources import cloned, git, shared
from test_workflow_files import component

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
INSTALL, CHECK = ACTION["runs"]["steps"]
GOOD = "from flask import Flask\n\napp = Flask(__name__)\n"
BAD = f"{GOOD}app.secret_key = 'hunter2hunter2'\n"
HOSTILE = [
    '"; touch pwned #', "$(touch pwned)", "`touch pwned`", "'; touch pwned; '", "a\ntouch pwned", "; touch pwned", "& touch pwned", "| touch pwned",
    "${IFS}touch${IFS}pwned", "--version; touch pwned", "> pwned",
]  # fmt: skip


class Done:
    """What came of a step: exit code, log, and what it wrote for the runner."""

    def __init__(self, code: int, log: str, outputs: str, summary: str) -> None:
        self.code, self.log, self.summary = code, log, summary
        self.outputs = dict(line.split("=", 1) for line in outputs.splitlines())

    @property
    def annotations(self) -> list[tuple[str, dict[str, str], str]]:
        return [command for line in self.log.splitlines() if (command := runner_commands.parse(line))]


class Runner:
    """A runner's folders and variables (GitHub, "Variables reference"); ``action`` is its copy of this project."""

    def __init__(self, folder: Path, action: Path) -> None:
        self.folder, self.action = folder, action
        self.workspace = folder / "work"
        self.temp = folder / "temp"
        self.job: dict[str, str] = {}
        for made in (self.workspace, self.temp):
            made.mkdir(parents=True, exist_ok=True)

    def step(self, step: dict[str, object], inputs: dict[str, str], python: str = "") -> Done:
        """Run a step of the action: expressions filled in where they stand, the script as ``shell: bash`` starts it."""
        assert step["shell"] == "bash"
        values = {name: str(given["default"]) for name, given in ACTION["inputs"].items()} | inputs
        files = {name: self.folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")

        def filled(found: re.Match[str]) -> str:
            return values[found[1]] if found[1] else python

        expression = re.compile(r"\$\{\{ (?:inputs\.([\w-]+)|steps\.install\.outputs\.python) \}\}")
        given = {name: expression.sub(filled, text) for name, text in step["env"].items()}  # type: ignore[attr-defined]
        script = self.folder / "script.sh"
        script.write_text(str(step["run"]))
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **os.environ,
                **self.variables(),
                **self.job,
                **{name: str(path) for name, path in files.items()},
                **given,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, *(path.read_text(encoding="utf-8") for path in files.values()))

    def variables(self) -> dict[str, str]:
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_REPOSITORY": "ada/shop",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": "1" * 40,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "HOME": str(self.folder),
        }

    def has_leftovers(self) -> bool:
        return any(self.folder.rglob("pwned"))


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a runner has of the action: the files, without git."""

    def make(folder: Path) -> None:
        cloned(folder)
        shutil.rmtree(folder / ".git")

    return shared(tmp_path_factory, "action", make)


TRAPS = ("venv", "pip", "shlex", "json", "click", "flaskcheck", "subprocess", "tempfile", "sitecustomize", "ensurepip")


def trapped(folder: Path) -> None:
    """Modules that would be imported in place of the real ones if the workspace were looked in."""
    for name in TRAPS:
        (folder / f"{name}.py").write_text(f"open({str(folder / 'pwned')!r}, 'w').close()\nraise SystemExit(99)\n")


def job_of(folder: Path) -> dict[str, str]:
    """Variables by which a job may lead Python and pip into its workspace, and what lies in wait there: programs, and packages that are newer than all others."""
    for name in ("python3", "python", "pip", "git", "grep", "tr", "mktemp"):
        program = folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ntouch {folder}/pwned\n")
        program.chmod(0o755)
    (folder / "wheels").mkdir(exist_ok=True)
    for name in ("setuptools", "click", "flaskcheck"):
        (folder / "wheels" / f"{name}-9999-py3-none-any.whl").write_text("none")
    (folder / "none.txt").write_text("click==0.0.1\n")
    return {
        "PYTHONPATH": f".:{folder}", "PYTHONUSERBASE": str(folder), "PYTHONSTARTUP": "venv.py", "PATH": f"bin:{folder}/bin:.::{os.environ['PATH']}", "PIP_FIND_LINKS": f"{folder}/wheels wheels",
        "PIP_PYTHON": "bin/python", "PIP_CACHE_DIR": f"{folder}/cache", "PIP_REQUIREMENT": "none.txt", "PIP_CONSTRAINT": "none.txt", "PIP_TARGET": "target", "PIP_CONFIG_FILE": f"{folder}/pip.conf",
    }  # fmt: skip


@pytest.fixture(scope="module")
def python(action: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter that the first step tells of, installed amid hostile files."""

    def make(folder: Path) -> None:
        runner = Runner(folder, action)
        trapped(runner.workspace)
        runner.job = job_of(runner.workspace)
        done = runner.step(INSTALL, {})
        assert done.code == 0, done.log
        assert not runner.has_leftovers()
        assert not {"cache", "target"} & set(os.listdir(runner.workspace))
        assert Path(done.outputs["python"]).is_relative_to(runner.temp)
        (folder / "python").write_text(done.outputs["python"])

    return (shared(tmp_path_factory, "installed", make) / "python").read_text()


@pytest.fixture
def runner(tmp_path: Path, action: Path) -> Runner:
    """A runner with a checked-out repository that has one mistake."""
    made = Runner(tmp_path, action)
    shop(made.workspace)
    return made


def shop(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "app.py").write_text(BAD)
    (folder / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (folder / "Procfile").write_text("web: gunicorn app:app\n")
    assert git(folder, "init", "-q").returncode == 0
    assert git(folder, "add", ".").returncode == 0


# --- installing --------------------------------------------------------------------------------------


def test_what_is_installed_is_the_actions_own(python: str) -> None:
    words = [python, "-I", "-c", "import flaskcheck, click; print(flaskcheck.__file__, click.__file__)"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert all(path.startswith(str(Path(python).parent.parent)) for path in told)


def test_the_pinned_versions_are_installed(python: str, action: Path) -> None:
    words = [python, "-I", "-m", "pip", "freeze"]
    told = set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())
    pinned = {line for line in (action / "action" / "constraints.txt").read_text().splitlines() if "==" in line}
    assert pinned - told == {line for line in pinned if line.startswith("colorama")}


@pytest.mark.parametrize("version", [*HOSTILE, "1.0 --index-url x", "-r x", "../x", "1.0;x", "*"])
def test_a_version_that_is_none_installs_nothing(runner: Runner, version: str) -> None:
    done = runner.step(INSTALL, {"version": version})
    assert done.code == 2
    assert [kind for kind, *_ in done.annotations] == ["error"]
    assert not runner.has_leftovers()
    assert not (runner.temp / "flaskcheck").exists()


def test_a_version_is_installed_by_name(runner: Runner, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [wheel] = wheels.iterdir()
    version = wheel.name.split("-")[1]
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    done = runner.step(INSTALL, {"version": version})
    assert done.code == 0, done.log
    done = runner.step(
        CHECK, {"path": ".", "args": "--allow-no-app --ignore hard-coded-secret-key"}, done.outputs["python"]
    )
    assert done.code == 0, done.log


def test_without_a_python_that_is_new_enough(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = runner.folder / "programs"
    programs.mkdir()
    (programs / "bash").symlink_to(str(shutil.which("bash")))
    old = programs / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    done = runner.step(INSTALL, {})
    assert done.code == 1
    assert [(kind, text) for kind, _, text in done.annotations] == [
        ("error", "Python 3.10 or newer is needed: use actions/setup-python before this action.")
    ]


# --- checking ----------------------------------------------------------------------------------------


def test_findings_fail_the_step_after_everything_is_written(runner: Runner, python: str) -> None:
    done = runner.step(CHECK, {"sarif-file": "out/flaskcheck.sarif"}, python)
    assert done.code == 1
    assert done.outputs == {
        "errors": "1",
        "warnings": "0",
        "infos": "0",
        "exit-code": "1",
        "sarif-file": "out/flaskcheck.sarif",
    }
    [(kind, properties, _)] = done.annotations
    assert (kind, properties["file"], properties["line"]) == ("error", "app.py", "4")
    assert "error[hard-coded-secret-key]" in done.log
    assert "--> app.py:4:1\n" in done.log
    assert f"https://github.com/ada/shop/blob/{'1' * 40}/app.py#L4" in done.summary
    [run] = json.loads((runner.workspace / "out" / "flaskcheck.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["hard-coded-secret-key"]
    assert "hunter2" not in done.log + done.summary
    assert list(runner.temp.iterdir()) == []


def test_a_clean_repository_passes(runner: Runner, python: str) -> None:
    (runner.workspace / "app.py").write_text(GOOD)
    done = runner.step(CHECK, {}, python)
    assert done.code == 0, done.log
    assert done.outputs == {"errors": "0", "warnings": "0", "infos": "0", "exit-code": "0"}
    assert done.annotations == []
    assert "0 errors" in done.summary


def test_every_output_is_written_by_the_step() -> None:
    written = {"errors", "warnings", "infos", "exit-code", "sarif-file"}
    assert {name: output["value"] for name, output in ACTION["outputs"].items()} == {
        name: f"${{{{ steps.{CHECK['id']}.outputs.{name} }}}}" for name in written
    }


def test_paths_of_a_subfolder_are_the_workspaces(runner: Runner, python: str) -> None:
    shop(runner.workspace / "apps" / "web")
    shutil.rmtree(runner.workspace / "apps" / "web" / ".git")
    done = runner.step(CHECK, {"path": "apps/web", "sarif-file": "report.sarif"}, python)
    assert [properties["file"] for _, properties, _ in done.annotations] == ["apps/web/app.py"]
    [run] = json.loads((runner.workspace / "report.sarif").read_text())["runs"]
    [result] = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "apps/web/app.py"
    assert "blob/" + "1" * 40 + "/apps/web/app.py#L4" in done.summary


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail-on": "never"}, 0),
        ({"fail-on": "error"}, 1),
        ({"args": "--ignore hard-coded-secret-key"}, 0),
        ({"args": "--ignore 'hard-coded-secret-key'"}, 0),
        ({"args": "  --select   server "}, 0),
        ({"args": '--exclude "app.py" --allow-no-app'}, 0),
        ({"args": '--exclude "app.py"'}, 4),
        ({"fail-on": "nonsense"}, 2),
        ({"args": "--nonsense"}, 2),
        ({"args": "--format json"}, 2),
        ({"path": "nowhere"}, 2),
        ({"path": "-q"}, 2),
        ({"path": ""}, 1),
    ],
)
def test_inputs_are_heeded(runner: Runner, python: str, inputs: dict[str, str], code: int) -> None:
    done = runner.step(CHECK, inputs, python)
    assert done.code == code, done.log
    assert done.outputs["exit-code"] == str(code)
    assert (code == 2) == any("cannot be used" in text for _, _, text in done.annotations)


@pytest.mark.parametrize(
    "inputs",
    [
        {"annotations": "yes"},
        {"summary": ""},
        {"args": "'"},
        {"sarif-file": "a\nexit-code=0"},
        {"sarif-file": "/dev/null/x.sarif"},
        {"sarif-file": "."},
    ],
)
def test_inputs_that_cannot_be_read_are_refused(runner: Runner, python: str, inputs: dict[str, str]) -> None:
    done = runner.step(CHECK, inputs, python)
    assert done.code == 2
    [name] = inputs
    [(kind, _, text)] = done.annotations
    assert kind == "error"
    assert text.startswith(f"The input {name} ")
    assert done.outputs == {"exit-code": "2"}


def test_annotations_and_summary_can_be_left_out(runner: Runner, python: str) -> None:
    done = runner.step(CHECK, {"annotations": "false", "summary": "false"}, python)
    assert (done.code, done.annotations, done.summary) == (1, [], "")
    assert "hard-coded-secret-key" in done.log
    assert done.outputs["errors"] == "1"


@pytest.mark.parametrize("name", ["path", "args", "fail-on", "annotations", "sarif-file", "summary"])
@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_in_an_input_is_carried_out(runner: Runner, python: str, name: str, value: str) -> None:
    runner.step(CHECK, {name: value}, python)
    assert not any(path.name == "pwned" and path.is_file() for path in runner.folder.iterdir())
    assert not (runner.workspace / "pwned").exists()


def test_nothing_of_the_workspace_is_imported(runner: Runner, python: str) -> None:
    trapped(runner.workspace)
    runner.job = job_of(runner.workspace)
    done = runner.step(CHECK, {"sarif-file": "x.sarif"}, python)
    assert done.outputs["exit-code"] == str(done.code)
    assert done.code in (0, 1), done.log
    assert not runner.has_leftovers()


def test_many_findings_are_folded_as_github_shows_them(runner: Runner, python: str) -> None:
    views = "".join(f"@app.get('/{n}')\ndef view{n}():\n    return render_template('{n}.html')\n" for n in range(15))
    (runner.workspace / "app.py").write_text(f"from flask import render_template\n{GOOD}{views}")
    done = runner.step(CHECK, {}, python)
    errors = [text for kind, _, text in done.annotations if kind == "error"]
    assert len(errors) == 10
    assert "more errors" in errors[-1]
    assert done.log.count("--> app.py:") == int(done.outputs["errors"]) == 15


@pytest.mark.parametrize("name", ["heroku-single-file-good", "heroku-single-file-broken"])
def test_the_repositories_that_the_projects_workflow_checks(runner: Runner, python: str, name: str) -> None:
    shutil.rmtree(runner.workspace)
    shutil.copytree(golden.REPOS / name / "repo", runner.workspace / name / "repo")
    done = runner.step(CHECK, {"path": f"{name}/repo"}, python)
    assert done.code == (0 if name.endswith("good") else 1), done.log


# --- GitLab ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheels(action: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:

    def make(folder: Path) -> None:
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(action)]
        subprocess.run(build, check=True, capture_output=True)

    return shared(tmp_path_factory, "wheels", make)


def pipeline(runner: Runner, wheels: Path, **inputs: str) -> tuple[int, str]:
    """Run the component's script as a runner does: the lines one after another in bash, variables from the job."""
    job = component(**inputs)["flaskcheck"]
    assert isinstance(job, dict)
    own = {"GITLAB_CI": "true", "CI": "true", "CI_PROJECT_DIR": str(runner.workspace), "TMPDIR": str(runner.temp)}
    own |= runner.job
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])],
        cwd=runner.workspace,
        env={**os.environ, **own, **job["variables"], "PIP_FIND_LINKS": str(wheels)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_component_writes_its_report(runner: Runner, wheels: Path) -> None:
    trapped(runner.workspace)
    runner.job = {name: value for name, value in job_of(runner.workspace).items() if name not in ("PIP_TARGET", "PIP_CONFIG_FILE")}  # fmt: skip
    shop(runner.workspace / "web")
    shutil.rmtree(runner.workspace / "web" / ".git")
    [version] = (wheel.name.split("-")[1] for wheel in wheels.iterdir())
    code, log = pipeline(runner, wheels, path="web", version=version, args="--select 'environment,server'")
    assert code == 1, log
    assert "hard-coded-secret-key" in log
    [entry] = json.loads((runner.workspace / "gl-code-quality-report.json").read_text())
    assert (entry["check_name"], entry["location"]["path"]) == ("hard-coded-secret-key", "web/app.py")
    assert not runner.has_leftovers()
