"""Whole little repositories with the report that flaskcheck must give.

``tests/repos/<name>/repo/`` holds the files; a leading dot of a name is stored as ``dot_`` so that nothing here acts on them. ``git.toml`` may list ``untracked``,
``ignored`` and ``executable`` paths. ``report.json`` is what ``flaskcheck --format json`` printed; ``python tests/golden.py`` writes all anew.

``tests/formats/`` holds one report in every format: of ``FORMATS_REPO`` by the rules of ``FORMATS_RULES``, in a workflow's environment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import tomli

from flaskcheck import __version__
from flaskcheck.command.options import FORMATS

REPOS = Path(__file__).parent / "repos"

FORMATS_GOLDEN = Path(__file__).parent / "formats"
FORMATS_REPO = "docker-compose-broken"
FORMATS_RULES = "loopback-bind,plain-secret,unrunnable-entrypoint,unsupported-python"
WORKFLOW = {"GITHUB_REPOSITORY": "ada/shop", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_SHA": "0123abc"}


def names() -> list[str]:
    """The stored repositories."""
    return sorted(path.name for path in REPOS.iterdir() if (path / "repo").is_dir())


def build(name: str, into: Path) -> Path:
    """Make a real git repository of a stored one."""
    stored = REPOS / name
    settings = tomli.loads((stored / "git.toml").read_text()) if (stored / "git.toml").exists() else {}
    root = into / name
    root.mkdir(parents=True)
    git(root, "init", "-q")
    paths = []
    for source in sorted((stored / "repo").rglob("*")):
        if source.is_file():
            relative = "/".join(
                "." + part.removeprefix("dot_") if part.startswith("dot_") else part
                for part in source.relative_to(stored / "repo").parts
            )
            (root / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, root / relative)
            paths.append(relative)
    left_out = {*settings.get("untracked", ()), *settings.get("ignored", ())}
    git(root, "add", "-f", "--", *(p for p in paths if p not in left_out))
    for path in settings.get("executable", ()):
        git(root, "update-index", "--chmod=+x", path)
    return root


def git(root: Path, *words: str) -> None:
    """Run git with an identity and settings of its own."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=root, check=True, env=environment, capture_output=True)


def report(root: Path) -> dict[str, object]:
    """What the real command prints, without the version."""
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", "--format", "json", "."],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit {done.returncode}: {done.stderr}")
    found: dict[str, object] = json.loads(done.stdout)
    del found["version"]
    return found


def in_every_format(root: Path) -> dict[str, str]:
    """What the real command writes in each format, without the version, when the workspace is the folder above the repository."""
    words = [word for form in FORMATS for word in ("--format", f"{form}={form}.out")]
    subprocess.run(
        [sys.executable, "-m", "flaskcheck", "--select", FORMATS_RULES, *words, root.name],
        cwd=root.parent,
        env={**os.environ, **WORKFLOW, "GITHUB_WORKSPACE": str(root.parent)},
        check=False,
    )
    found = {form: (root.parent / f"{form}.out").read_text(encoding="utf-8") for form in FORMATS}
    return {form: text.replace(__version__, "VERSION") for form, text in found.items()}


def main() -> None:
    """Write the golden reports of the named repositories (all when none is named)."""
    for name in sys.argv[1:] or names():
        with tempfile.TemporaryDirectory() as folder:
            found = report(build(name, Path(folder)))
        (REPOS / name / "report.json").write_text(json.dumps(found, indent=2) + "\n")
        print(name, found["summary"])
    with tempfile.TemporaryDirectory() as folder:
        FORMATS_GOLDEN.mkdir(exist_ok=True)
        for form, text in in_every_format(build(FORMATS_REPO, Path(folder))).items():
            (FORMATS_GOLDEN / f"{form}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
