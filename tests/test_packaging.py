"""What is built is what is in the folder: the wheel, and the wheel made from the source distribution."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

from flaskcheck.ground import about

ROOT = Path(__file__).parent.parent


def rules_of(folder: str) -> list[str]:
    return sorted(p.stem.replace("_", "-") for p in (ROOT / folder).glob("*.py") if p.stem != "__init__")


RULES, IN_PREVIEW = rules_of("rules"), rules_of("rules/preview")


def build(source: Path, into: Path, kind: str) -> Path:
    """Build a wheel or sdist of a source tree with the setuptools that is installed here."""
    subprocess.run(
        [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(into), str(source)],
        check=True,
        capture_output=True,
    )
    [made] = into.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


def copy_of_the_sources(into: Path) -> Path:
    """The tracked files alone, so that nothing left over by an earlier build gets in."""
    into.mkdir()
    archive = into / "source.tar"
    listed = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    with tarfile.open(archive, "w") as tar:
        for name in listed:
            if name and (ROOT / name).is_file() and not name.startswith("tests/"):
                tar.add(ROOT / name, name)
    with tarfile.open(archive) as tar:
        tar.extractall(into)
    archive.unlink()
    return into


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return copy_of_the_sources(tmp_path_factory.mktemp("sources") / "flaskcheck")


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with flaskcheck from the wheel, and its dependencies."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=True, system_site_packages=False)
    install(folder, str(wheel))
    return folder


def install(environment: Path, *words: str) -> None:
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *words], check=True, capture_output=True)


def flaskcheck(environment: Path, folder: Path, *words: str) -> str:
    """What an installed flaskcheck prints in a folder."""
    done = subprocess.run(
        [environment / "bin" / "flaskcheck", *words], capture_output=True, cwd=folder, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(sources, tmp_path_factory.mktemp("wheel"), "wheel")


def test_an_installed_wheel_lists_the_rules_of_the_folder(environment: Path, tmp_path: Path) -> None:
    listed = json.loads(flaskcheck(environment, tmp_path, "rules", "--preview", "--format", "json"))
    names = {kind: [rule["name"] for rule in listed if rule["stability"] == kind] for kind in ("stable", "preview")}
    assert sorted(name for name in names["stable"] if name != "unused-ignore") == RULES
    assert sorted(names["preview"]) == IN_PREVIEW
    where = subprocess.run(
        [environment / "bin" / "python", "-c", "import flaskcheck; print(flaskcheck.__file__)"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        text=True,
    )
    assert str(environment) in where.stdout


def test_the_example_of_a_plugin(environment: Path, tmp_path: Path) -> None:
    copy = tmp_path / "shop-rules"
    shutil.copytree(ROOT / "examples" / "shop-rules", copy)
    install(environment, "--no-deps", str(copy))
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "app.py").write_text("from flask import Flask\n\napp = Flask(__name__)\n")
    (shop / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (shop / "Procfile").write_text("web: gunicorn app:app\n")
    found = json.loads(flaskcheck(environment, shop, "--no-cache", "--format", "json"))["findings"]
    assert [(f["rule"], f["path"], f["line"]) for f in found] == [("approved-host", "Procfile", 1)]
    assert "Host that we have no contract with" in flaskcheck(environment, shop, "explain", "approved-host")
    assert not json.loads(flaskcheck(environment, shop, "--ignore", "approved-host", "--format", "json"))["findings"]
    assert "approved-host" in flaskcheck(environment, shop, "rules")


def test_the_examples_page_is_tested_like_any() -> None:
    """The plugin's own tests are what its author writes: the page's examples, run by the engine."""
    from importlib.util import module_from_spec, spec_from_file_location

    from flaskcheck.findings.page import parse
    from flaskcheck.project import Project

    spec = spec_from_file_location("approved_host", ROOT / "examples/shop-rules/shop_rules/approved_host.py")
    assert spec is not None and spec.loader is not None  # noqa: PT018
    sys.modules["approved_host"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for example in parse(module.check.page).examples:
        found = sorted({(p.place.path, p.place.line) for p in module.check.check(Project(example.tree()))})
        assert found == sorted(set(example.expected)), example.title


def test_the_wheel_and_the_source_distribution_are_sound(sources: Path, wheel: Path, tmp_path: Path) -> None:
    assert about.VERSION in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    built = [str(wheel), str(build(sources, tmp_path / "sdist", "sdist"))]
    words = [sys.executable, "-m", "twine", "check", "--strict", *built]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0
    words = [sys.executable, "-m", "check_wheel_contents", "--toplevel", "flaskcheck", str(wheel)]
    done = subprocess.run(words, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


def test_the_wheel_of_the_source_distribution_is_the_same(sources: Path, wheel: Path, tmp_path: Path) -> None:
    import zipfile

    sdist = build(sources, tmp_path / "sdist", "sdist")
    with tarfile.open(sdist) as tar:
        tar.extractall(tmp_path / "unpacked")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    assert not list(unpacked.rglob("test_*.py"))
    direct = zipfile.ZipFile(wheel).namelist()
    through = zipfile.ZipFile(build(unpacked, tmp_path / "through", "wheel")).namelist()
    assert sorted(direct) == sorted(through)
    assert "flaskcheck/rules/loopback_bind.py" in direct
    assert not [name for name in direct if name.startswith("rules/")]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def job(folder: Path, wheel: Path, upstream: Path, number: int) -> tuple[str, bool]:
    """What a job of a pipeline does in a machine of its own: install, clone, check. The report, and whether a run was needed for it.

    The same paths hold new files with new times in each job; the cache's folder alone comes from the job before.
    """
    environment, clone = folder / "venv", folder / "clone"
    for old in (environment, clone):
        shutil.rmtree(old, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", str(upstream), str(clone)], check=True, capture_output=True)
    venv.create(environment, with_pip=False)
    places = sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--target", places["purelib"], str(wheel)]
    subprocess.run(words, check=True, capture_output=True, cwd=folder)
    variables = {
        "FLASKCHECK_CACHE_DIR": str(folder / "cache"),
        "GITHUB_SHA": str(number) * 40,
        "GITHUB_RUN_ID": str(number),
        "GITHUB_STEP_SUMMARY": str(folder / f"summary-{number}"),
        "PYTHONPROFILEIMPORTTIME": "1",
    }
    report = folder / f"report-{number}.json"
    done = subprocess.run(
        [environment / "bin" / "python", "-m", "flaskcheck", f"--format=json={report}", str(clone)],
        capture_output=True,
        cwd=folder,
        env={**os.environ, **variables},
        text=True,
    )
    assert done.returncode == 1, done.stderr
    return report.read_text(), "flaskcheck.findings.engine" in done.stderr


def test_a_restored_cache_helps_a_fresh_clone_and_a_fresh_installation(wheel: Path, tmp_path: Path) -> None:
    upstream = tmp_path / "upstream"
    upstream.mkdir()
    (upstream / "app.py").write_text(
        "from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = 'one-long-secret'\n"
    )
    (upstream / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (upstream / "notes.txt").write_text("first\n")
    git(upstream, "init", "-q")
    git(upstream, "add", ".")
    git(upstream, "commit", "-qm", "first")
    first = job(tmp_path, wheel, upstream, 1)
    assert first[1]
    (upstream / "notes.txt").write_text("second\n")
    git(upstream, "commit", "-qam", "second")
    assert job(tmp_path, wheel, upstream, 2) == (first[0], False)
    (upstream / "requirements.txt").write_text("flask==3.1.0\n")
    git(upstream, "commit", "-qam", "third")
    third = job(tmp_path, wheel, upstream, 3)
    assert third[1]
    assert third[0] != first[0]
