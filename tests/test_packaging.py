"""What is built is what is in the folder: the wheel, and the wheel made from the source distribution."""

from __future__ import annotations

import json
import subprocess
import sys
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


def test_an_installed_wheel_lists_the_rules_of_the_folder(sources: Path, tmp_path: Path) -> None:
    wheel = build(sources, tmp_path / "wheel", "wheel")
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


def test_the_wheel_of_the_source_distribution_is_the_same(sources: Path, tmp_path: Path) -> None:
    import zipfile

    sdist = build(sources, tmp_path / "sdist", "sdist")
    with tarfile.open(sdist) as tar:
        tar.extractall(tmp_path / "unpacked")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    direct = zipfile.ZipFile(build(sources, tmp_path / "direct", "wheel")).namelist()
    through = zipfile.ZipFile(build(unpacked, tmp_path / "through", "wheel")).namelist()
    assert sorted(direct) == sorted(through)
    assert "flaskcheck/rules/loopback_bind.py" in direct
    assert not [name for name in direct if name.startswith("rules/")]
