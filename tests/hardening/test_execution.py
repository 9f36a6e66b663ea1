"""Nothing of what is scanned is run or imported: the command, ``python -m``, the hook and the action, watched by an audit hook and by a trace of ``execve``."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import BAD, ROOT, RULE, git, installed, run, shop, write

from flaskcheck.ground import trust

NAMES = (
    "_yaml bisect calendar click configparser csv difflib dotenv email fnmatch gettext hashlib html http importlib_metadata importlib_resources inspect json locale "
    "packaging pkg_resources platform pprint queue random rules secrets select shlex signal socket ssl string subprocess tempfile textwrap threading tomli tomllib "
    "typing typing_extensions unicodedata unittest urllib uuid xml yaml zipfile zlib"
).split()
"""Modules that a run, a help page or a report could ask for."""

SCRIPT = "#!/bin/sh\ntouch {}\nexit 1\n"
OFFERS = "[flaskcheck.rules]\nno-cron = shop_rules:check\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(installed(tmp_path_factory.mktemp("environment") / "venv"))


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it-was-run"


@pytest.fixture
def repository(tmp_path: Path, marker: Path) -> Path:
    """A repository that answers to every name, offers a rule, and has its own git in all the usual folders."""
    evil = f"import os\nopen({str(marker)!r}, 'w').close()\n"
    lies = {f"{name}.py": evil for name in (*NAMES, "shop_rules")}
    offers = {
        "shop_rules-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: shop-rules\nVersion: 1.0\n",
        "shop_rules-1.0.dist-info/entry_points.txt": OFFERS,
        "shop.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: shop\nVersion: 1.0\n",
        "shop.egg-info/entry_points.txt": OFFERS,
    }
    root = shop(
        tmp_path / "repo", **lies, **offers, **{f"lib/{name}": text for name, text in {**lies, **offers}.items()}
    )
    for folder in ("bin", ".venv/bin", "node_modules/.bin", "tools/git/cmd"):
        write(root, **{f"{folder}/git": SCRIPT.format(marker)})
        (root / folder / "git").chmod(0o755)
    git(root, "add", "-A", "-f")
    return root


COMMANDS = {
    "plain": [],
    "reports": ["--format", "json", "--format", "junit=report.xml", "--format", "sarif=report.sarif", "--format", "markdown=report.md"],
    "hook": ["--staged", "--quiet", "--allow-no-app"],
    "help": ["--help"],
    "wrong": ["--select", "hard-coded-secret-kye"],
    "rules": ["rules"],
    "baseline": ["baseline"],
    "init": ["init", "--yes"],
    "one file": ["app.py"],
}  # fmt: skip

PATHS = {
    "as it is": lambda root: "",
    "empty element": lambda root: f":{os.devnull}",
    "dot": lambda root: ".",
    "relative folder": lambda root: "lib",
    "the repository": lambda root: f"{root}",
    "a folder of it": lambda root: f"{root}/lib",
    "by way of another": lambda root: f"{root}/lib/../lib:{root}/.",
    "around it": lambda root: f"{root.parent}",
}
"""What a project sets PYTHONPATH to."""


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("way", ["command", "module"])
def test_every_command_imports_and_runs_its_own_alone(
    python: str, repository: Path, marker: Path, words: list[str], way: str
) -> None:
    done, log = watched(python, repository, way, *words, PYTHONPATH=f"{repository}/lib", PATH=with_git_of(repository))
    assert not marker.exists()
    assert not [line for line in log if str(repository) in line]
    assert done.returncode in (0, 1, 2), done.stderr


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("way", ["command", "module"])
def test_no_search_path_lets_the_repository_in(python: str, repository: Path, marker: Path, path, way: str) -> None:
    done, log = watched(python, repository, way, "--format", "json", PYTHONPATH=path(repository))
    assert not marker.exists()
    assert not [line for line in log if str(repository) in line]
    assert RULE in done.stdout


def test_nor_that_of_a_repository_elsewhere(python: str, repository: Path, marker: Path, tmp_path: Path) -> None:
    for argument in (repository, repository / "app.py", os.path.relpath(repository, tmp_path)):
        done, log = watched(python, tmp_path, "command", str(argument), PYTHONPATH=f"{repository}/lib")
        assert not marker.exists()
        assert not [line for line in log if str(repository) in line]
        assert RULE in done.stdout


def with_git_of(root: Path) -> str:
    folders = [
        root / "bin",
        root / ".venv" / "bin",
        root / "node_modules" / ".bin",
        root / "lib" / ".." / "tools" / "git" / "cmd",
    ]
    return os.pathsep.join([*map(str, folders), "bin", ".", "", os.environ["PATH"]])


WATCH = """
import sys
told = open({log!r}, "a", buffering=1)
def hear(event, given):
    if event == "exec":
        print("code of", given[0].co_filename, file=told)
    elif event in ("os.posix_spawn", "subprocess.Popen", "os.exec", "os.system"):
        print("program", given[0], file=told)
sys.addaudithook(hear)
sys.path[0] = {first!r}
from flaskcheck.__main__ import main
main()
"""


def watched(
    python: str, folder: Path, way: str, *words: str, **variables: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """A run, and what an audit hook heard of it: the file of all code that was carried out, and every program that was started."""
    log = folder.parent / "heard.txt"
    log.write_text("")
    first = str(folder) if way == "module" else os.path.dirname(python)
    done = subprocess.run(
        [python, "-c", WATCH.format(log=str(log), first=first), *words],
        cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    heard = log.read_text().splitlines()
    assert any("flaskcheck/command/start.py" in line for line in heard), done.stderr
    return done, heard


# --- programs -----------------------------------------------------------------------------------------------


def started(folder: Path, *command: str, **variables: str) -> list[str]:
    """Every program that a command starts, as the kernel is asked for it."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed, so programs cannot be traced")
    log = folder.parent / "trace.txt"
    traced = ["strace", "-f", "-qq", "-e", "trace=execve,execveat", "-o", str(log), *command]
    done = subprocess.run(
        traced, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if not log.exists() or "ptrace" in done.stderr.lower():
        pytest.skip("processes cannot be traced here")
    return [line.split('"')[1] for line in log.read_text().splitlines() if "execve(" in line and line.endswith("= 0")]


@pytest.mark.parametrize(
    "words",
    [
        ["-m", "flaskcheck"],
        ["-I", "-m", "flaskcheck", "--staged", "--quiet"],
        ["-m", "flaskcheck", "baseline"],
        ["-I", str(ROOT / "action" / "check.py")],
    ],
    ids=["module", "hook", "baseline", "action"],
)
def test_no_program_is_the_repositorys(
    python: str, repository: Path, marker: Path, tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "summary.md").touch()
    given = {
        "PATH": with_git_of(repository), "GITHUB_OUTPUT": str(tmp_path / "output"), "RUNNER_TEMP": str(tmp_path), "INPUT_ANNOTATIONS": "true", "INPUT_SUMMARY": "true",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_WORKSPACE": str(repository), "PYTHONPATH": str(repository / "lib"),
    }  # fmt: skip
    found = started(repository, python, *words, **({} if words[:2] == ["-m", "flaskcheck"] else given))
    assert not marker.exists()
    names = {os.path.basename(os.path.realpath(path)) for path in found}
    assert not [path for path in found if os.path.realpath(path).startswith(str(repository))]
    assert {name for name in names if not name.startswith("python")} <= {"git"}


def test_git_is_found_behind_the_repositorys(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = trust.program("git", str(repository))
    assert real
    assert not real.startswith(str(tmp_path))
    monkeypatch.setenv("PATH", with_git_of(repository))
    assert trust.program("git", str(repository)) == real
    link = tmp_path / "elsewhere"
    link.symlink_to(repository / "bin")
    monkeypatch.setenv("PATH", f"{link}{os.pathsep}{os.environ['PATH']}")
    assert trust.program("git", str(repository)) == real
    monkeypatch.chdir(repository)
    assert trust.program("git", str(tmp_path)) == real, "the working directory is a repository, too"
    monkeypatch.setenv("PATH", str(repository / "bin"))
    assert trust.program("git", str(repository)) is None


# --- what goes on working -------------------------------------------------------------------------------------


RULE_OF_A_PLUGIN = """'Every shop has a cron.'
from flaskcheck.rule import rule

@rule(family="server", severity="info", name="no-cron")
def check(project):
    return ()
"""


def test_an_environment_in_the_repository_serves(tmp_path: Path) -> None:
    """``.venv`` in the project, with flaskcheck and a plugin installed in it."""
    root = shop(tmp_path / "repo", **{".gitignore": ".venv\n"})
    python = installed(root / ".venv")
    offers = {"METADATA": "Metadata-Version: 2.1\nName: shop-rules\nVersion: 1.0\n", "entry_points.txt": OFFERS}
    [sites] = (root / ".venv").glob("lib/*/site-packages")
    write(sites / "shop_rules-1.0.dist-info", **offers)
    write(sites, **{"shop_rules.py": RULE_OF_A_PLUGIN})
    for words in ([python, "-m", "flaskcheck"], [python.parent / "flaskcheck"]):
        found = subprocess.run([*words, "--format", "json", "."], cwd=root, capture_output=True, text=True, check=False)
        assert RULE in found.stdout, found.stderr
        listed = subprocess.run([*words, "rules"], cwd=root, capture_output=True, text=True, check=False)
        assert "no-cron" in listed.stdout + listed.stderr


@pytest.mark.parametrize("way", ["beside the code", "by an editable installation"])
def test_a_plugin_of_the_repository_is_told_and_not_used(way: str, tmp_path: Path) -> None:
    root = shop(tmp_path / "repo")
    python = installed(tmp_path / "env")
    [sites] = (tmp_path / "env").glob("lib/*/site-packages")
    write(root / "src", **{"shop_rules.py": f"open({str(tmp_path / 'run')!r}, 'w')\n{RULE_OF_A_PLUGIN}"})
    home, variables = (root / "src", {"PYTHONPATH": str(root / "src")}) if way == "beside the code" else (sites, {})
    write(
        home / "shop_rules-1.0.dist-info",
        **{"METADATA": "Metadata-Version: 2.1\nName: shop-rules\nVersion: 1.0\n", "entry_points.txt": OFFERS},
    )
    if home is sites:
        write(sites, **{"shop_rules.pth": f"{root / 'src'}\n"})
    environment = {**os.environ, **variables}
    for _ in range(2):
        done = subprocess.run(
            [python.parent / "flaskcheck", "--format", "json"],
            cwd=root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = [note for note in json.loads(done.stdout)["notes"] if "plugin" in note]
        assert told == ["the plugin shop_rules:check is not used: it lies in what is checked or around it, and nothing of that is run"]  # fmt: skip
        assert RULE in done.stdout
        assert done.returncode == 1
    assert not (tmp_path / "run").exists()


def test_completion_asks_no_shell(tmp_path: Path) -> None:
    """click starts the first bash of the search path, to know its version."""
    root = shop(tmp_path / "repo")
    for shell in ("bash", "zsh", "fish"):
        write(root / "bin", **{shell: f"#!/bin/sh\ntouch {tmp_path / 'run'}\n"})
        (root / "bin" / shell).chmod(0o755)
    for shell in ("bash", "zsh", "fish"):
        done = run(root, PATH=f"{root / 'bin'}:{os.environ['PATH']}", _FLASKCHECK_COMPLETE=f"{shell}_source")
        assert "_flaskcheck_completion" in done.stdout
        assert done.stderr == ""
    assert not (tmp_path / "run").exists()


def test_an_archive_that_is_started_from_here_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(trust, "HOME", str(tmp_path / "flaskcheck.pyz"))
    monkeypatch.setattr(sys, "path", ["flaskcheck.pyz", *sys.path])
    trust.clean_search_path([])
    assert str(tmp_path / "flaskcheck.pyz") in sys.path


def test_a_clone_that_checks_itself_is_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("path", "stays"),
    [("", False), (".", False), ("lib", False), ("{here}", False), ("{here}/lib", False), ("{there}", True), ("{there}/../here/lib", False), ("{link}", False)],
)  # fmt: skip
def test_what_stays_of_a_search_path(path: str, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here/.git", "here/lib", "here/inner", "there"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "here" / "lib")
    given = path.format(here=tmp_path / "here", there=tmp_path / "there", link=tmp_path / "link")
    own = [each for each in sys.path if each in trust._own_folders()]
    for here, arguments in (
        (tmp_path / "here" / "inner", []),
        (tmp_path / "there", [str(tmp_path / "here" / "inner")]),
    ):
        if stays and here == tmp_path / "there":
            continue
        monkeypatch.chdir(here)
        monkeypatch.setattr(sys, "path", [given, *own])
        trust.clean_search_path(arguments)
        assert (given in sys.path) is stays
        assert [each for each in sys.path if each != given] == own


def test_a_home_is_no_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = tmp_path / ".tools" / "lib"
    tool.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tool), *sys.path])
    trust.clean_search_path([])
    assert str(tool) in sys.path


@pytest.mark.parametrize(
    ("home", "scanned"),
    [("repo", "repo/app"), ("repo/.home", "repo"), ("repo/.home", "repo/app/deep"), ("repo/var/home", "repo/var/home/app")],
)  # fmt: skip
def test_nor_does_a_home_that_shares_a_repository_lend_it_anything(
    home: str, scanned: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline whose HOME is the checkout, or lies in it."""
    for name in ("repo/.git", "repo/bin", "repo/.venv/bin", "repo/lib", home, scanned):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    for name in ("repo/bin/git", "repo/.venv/bin/git"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("HOME", str(tmp_path / home))
    monkeypatch.chdir(tmp_path / scanned)
    monkeypatch.setenv("PATH", f"{tmp_path}/repo/bin:{tmp_path}/repo/.venv/bin:{os.environ['PATH']}")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "repo" / "lib"), *sys.path])
    trust.clean_search_path([])
    assert str(tmp_path / "repo" / "lib") not in sys.path
    assert not str(trust.program("git", ".")).startswith(str(tmp_path))
    assert str(tmp_path) not in trust.programs_path(".")


def test_a_home_that_is_a_repository_lends_to_projects_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".git", "bin", "shop/.git", "shop/app"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{tmp_path}/shop/app")
    monkeypatch.chdir(tmp_path / "shop")
    assert trust.programs_path(".") == f"{tmp_path}/bin"


EARLY = ("__init__", "__main__", "ground/__init__", "ground/about", "ground/trust")


def test_what_is_imported_before_the_search_path_is_clean_comes_with_python(tmp_path: Path) -> None:
    """Without ``site``, so that nothing of this environment imports it beforehand."""
    begins = "import runpy, sys; print(*sys.modules, sep='\\n')"
    there = subprocess.run([sys.executable, "-S", "-c", begins], capture_output=True, text=True, check=True).stdout
    marker = tmp_path / "it-was-run"
    for name in sorted(sys.stdlib_module_names - set(there.split())):
        write(tmp_path / "repo", **{f"{name}.py": f"open({str(marker)!r}, 'a').write({name!r})\n"})
    done = subprocess.run(
        [sys.executable, "-S", "-m", "flaskcheck", "."],
        cwd=tmp_path / "repo", env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not marker.exists()
    assert "No module named" in done.stderr, "its libraries are not there without site"


@pytest.mark.parametrize("name", EARLY)
def test_nothing_is_imported_early_that_lies_in_a_file(name: str) -> None:
    """``os`` alone does, and Python has imported it."""
    known = {"os", "sys", "_frozen_importlib", "_frozen_importlib_external", *sys.builtin_module_names}
    early = {"flaskcheck." + each.removesuffix("/__init__").replace("/", ".") for each in EARLY}
    tree = ast.parse((ROOT / "flaskcheck" / f"{name}.py").read_text())
    found = set()
    for node in tree.body:
        found |= {each.name for each in node.names} if isinstance(node, ast.Import) else set()
        found |= {node.module} if isinstance(node, ast.ImportFrom) else set()
    assert found <= known | early


def test_a_run_gives_the_same_report_whatever_is_on_the_path(python: str, repository: Path) -> None:
    plain, _ = watched(python, repository, "command", "--format", "json")
    hostile, _ = watched(
        python, repository, "module", "--format", "json", PYTHONPATH=f".:{repository}/lib", PATH=with_git_of(repository)
    )
    first, second = (json.loads(done.stdout) for done in (plain, hostile))
    assert not any("plugin" in note for note in first["notes"])
    assert [note for note in second["notes"] if "plugin" in note] == second["notes"][len(first["notes"]) :]
    assert {**first, "notes": ()} == {**second, "notes": ()}
    assert BAD in (repository / "app.py").read_text()
