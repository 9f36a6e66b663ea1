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

ROOT = Path(__file__).parent.parent
RULES = sorted(p.stem.replace("_", "-") for p in (ROOT / "rules").glob("*.py") if p.stem != "__init__")


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
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(sources, tmp_path_factory.mktemp("wheel"), "wheel")


def test_an_installed_wheel_lists_the_rules_of_the_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    # The dependencies come from the environment that runs the tests; flaskcheck itself from the wheel alone.
    venv.create(environment, with_pip=True, system_site_packages=False)
    python = environment / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True, cwd=tmp_path
    )
    done = subprocess.run(
        [environment / "bin" / "flaskcheck", "rules", "--format", "json"], capture_output=True, check=True, cwd=tmp_path
    )
    assert sorted(rule["name"] for rule in json.loads(done.stdout) if rule["name"] != "unused-ignore") == RULES
    where = subprocess.run(
        [python, "-c", "import flaskcheck; print(flaskcheck.__file__)"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        text=True,
    )
    assert str(environment) in where.stdout


def test_the_wheel_of_the_source_distribution_is_the_same(sources: Path, wheel: Path, tmp_path: Path) -> None:
    import zipfile

    sdist = build(sources, tmp_path / "sdist", "sdist")
    with tarfile.open(sdist) as tar:
        tar.extractall(tmp_path / "unpacked")
    [unpacked] = (tmp_path / "unpacked").iterdir()
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
