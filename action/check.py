"""The step of the GitHub Action that runs flaskcheck: the inputs come from the environment, the reports go to where a workflow shows them.

Text and annotations go to the log, Markdown to the summary of the job, SARIF to the file that was asked for; the counts become outputs. The exit code is
flaskcheck's own, so the step fails after all of them are written. It runs with ``python -I``: nothing of the checked repository is imported.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile

USAGE = 2
BOOLEANS = {"true": True, "false": False}


class InputError(Exception):
    """An input of the step says something that cannot be."""


def main() -> int:
    """Run flaskcheck as the inputs say; its exit code."""
    try:
        with tempfile.TemporaryDirectory(dir=os.environ.get("RUNNER_TEMP")) as scratch:
            return _checked(scratch)
    except InputError as error:
        _complain(str(error))
        _put_out(USAGE, "", "")
        return USAGE


def _checked(scratch: str) -> int:
    counts, summary = os.path.join(scratch, "report.json"), os.path.join(scratch, "summary.md")
    sarif = _file("sarif-file")
    words = ["--format=text", f"--format=json={counts}"]
    words += ["--format=github"] if _boolean("annotations") else []
    words += [f"--format=markdown={summary}"] if _boolean("summary") else []
    words += [f"--format=sarif={sarif}"] if sarif else []
    words += [f"--fail-on={_given('fail-on')}"] if _given("fail-on") else []
    command = [sys.executable, "-I", "-X", "utf8", "-m", "flaskcheck", *words, *_arguments()]
    code = subprocess.run([*command, "--", _given("path") or "."], check=False).returncode  # noqa: S603
    if code == USAGE:
        _complain("An input or the configuration cannot be used; the log tells which.")
    _summarise(summary)
    _put_out(code, counts, sarif)
    return code


def _given(name: str) -> str:
    return os.environ.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _boolean(name: str) -> bool:
    if _given(name) not in BOOLEANS:
        raise InputError(f"The input {name} must be true or false.")
    return BOOLEANS[_given(name)]


def _file(name: str) -> str:
    """A path to write to, its folder made; ``""`` when none is wanted."""
    path = _given(name)
    if not path.isprintable():
        raise InputError(f"The input {name} must be one line without control characters.")
    if path:
        _stay_here(name, path)
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        except OSError as error:
            raise InputError(f"The input {name} names a folder that cannot be made ({error.strerror}).") from error
        if os.path.isdir(path):
            raise InputError(f"The input {name} must name a file, not a folder.")
    return path


def _stay_here(name: str, path: str) -> None:
    """Refuse a path in the workspace that a link of the repository makes one elsewhere, or one of git's own."""
    here, folder = os.getcwd(), os.path.dirname(os.path.abspath(path))
    real, written = (os.path.join(each, "") for each in (os.path.realpath(folder), folder))
    inside = os.path.join(here, "")
    leaves = written.startswith(inside) and not real.startswith(os.path.join(os.path.realpath(here), ""))
    if leaves or ("/.git/" in real.replace(os.sep, "/") and "/.git/" not in written.replace(os.sep, "/")):
        raise InputError(f"The input {name} leads through a link to a folder elsewhere.")


def _arguments() -> list[str]:
    """Further arguments, split as a shell splits words; nothing in them is carried out."""
    try:
        return shlex.split(_given("args"))
    except ValueError as error:
        raise InputError(f"The input args cannot be split into words ({error}).") from error


def _summarise(summary: str) -> None:
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place and os.path.exists(summary):
        with open(summary, encoding="utf-8") as source, open(place, "a", encoding="utf-8") as target:
            target.write(source.read())


def _put_out(code: int, counts: str, sarif: str) -> None:
    """Write the outputs: the exit code always, the others when there is a report."""
    outputs = {"exit-code": str(code)}
    if os.path.exists(counts):
        with open(counts, encoding="utf-8") as file:
            found = json.load(file)["summary"]
        outputs.update({f"{severity}s": str(found[severity]) for severity in ("error", "warning", "info")})
    if sarif and os.path.isfile(sarif):
        outputs["sarif-file"] = sarif
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def _complain(text: str) -> None:
    """An annotation of the whole step (GitHub, "Workflow commands for GitHub Actions")."""
    sys.stdout.write(f"::error title=flaskcheck::{text}\n")


if __name__ == "__main__":
    sys.exit(main())
