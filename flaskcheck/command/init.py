"""``flaskcheck init``: a configuration, the pre-commit hook and a workflow, where there is none yet.

Nothing that is there is overwritten. Only one file is added to, the configuration or a pyproject.toml that has none, and only if it then says what it said before and what was
added; what belongs into another existing file is printed, to be copied. On a terminal it asks for a deployment that no file tells.
"""

from __future__ import annotations

import os
import sys

from flaskcheck.command import integrations, settings_file
from flaskcheck.command.verdict import BASELINE
from flaskcheck.files import source
from flaskcheck.files.listing import shown
from flaskcheck.ground import errors, reading, writing
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.record import Record
from flaskcheck.ground.trust import is_below, top_of
from flaskcheck.output.terminal import near, put

HEAD = """\
# flaskcheck settings. All keys are optional; each is shown with an example.
"""
KEYS = (
    ("select", '["server", "hard-coded-secret-key"]', "Only these rules or families."),
    ("ignore", '["unpinned-requirement"]', "All but these rules or families."),
    ("exclude", '["legacy/**"]', "Paths to leave out."),
    ("fail-on", '"error"', "Exit with 1 from this severity on: error, warning (the default), info or never."),
    ("min-severity", '"warning"', "Report only findings from this severity on: error, warning or info (the default)."),
    ("preview", "true", "Also run the rules that are in preview."),
    ("required-version", '">=0.1"', "The versions of flaskcheck that may read this file."),
    ("extend", '"shared/flaskcheck.toml"', "A file of this repository whose settings hold where this one says nothing."),
    ("host", '["render"]', "The host, if no platform file names it."),
    ("root", '["services/*", "web"]', "Folders that are checked as apps of their own."),
    ("baseline", f'"{BASELINE}"', "Known findings; only new ones are reported ('flaskcheck baseline' writes the file)."),
    ("deploy", '{ host = "render", start = "gunicorn app:app" }', "What the host's dashboard holds: host, root, build, release, start, python, variables, database."),
    ("severity", '{ "unpinned-requirement" = "warning" }', "Other severities for some rules."),
    ("allow", '{ "hard-coded-credentials" = ["demo-password"] }', "Values that are known to be harmless."),
    ("per-file-ignores", '{ "scripts/*.py" = ["absolute-local-path"] }', "Rules to ignore in some files."),
)  # fmt: skip
"""Every key of the configuration, an example, and what it does."""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.config import Config


class Task(Record):
    """One thing to do: ``text`` goes into ``path`` (at the end of an existing file if ``is_addition``, which becomes ``whole`` if that is said), below the folder ``home``, or is only shown if ``is_advice``."""

    path: str
    text: str
    home: str
    is_addition: bool = False
    is_advice: bool = False
    whole: bytes = b""


NEXT = """\
Next:
  flaskcheck {folder}             list today's findings
  flaskcheck baseline {folder}    too many to fix now? Accept them: only new findings fail from then on
  pre-commit install       run the hook with every commit"""


def run(path: str, is_agreed: bool) -> int:
    """Set flaskcheck up in a folder; the exit code. Shows what it will write, and on a terminal asks before unless ``is_agreed``.

    Raises: UsageError when the path is no folder, or something cannot be written.
    """
    folder = os.path.abspath(path)
    if not os.path.isdir(folder):
        raise UsageError(f"{shown(path)}: no such folder")
    asks = not is_agreed and sys.stdin.isatty() and sys.stdout.isatty()
    steps, told = _plan(folder, asks)
    put("\n".join(told)) if told else None
    for step in steps:
        put(_announced(step))
    to_do = [step for step in steps if not step.is_advice]
    if to_do and asks and not _agrees(len(to_do)):
        put("Nothing was written.")
        return errors.CLEAN
    for step in to_do:
        _do(step)
    written = ", ".join(near(step.path) for step in to_do)
    put(f"Written: {written}.\n{NEXT.format(folder=near(folder) or '.')}" if written else "Nothing to write.")
    return errors.CLEAN


def _agrees(count: int) -> bool:
    """Whether the person at the terminal agrees; anyone who ends the input does not."""
    sys.stdout.write(f"Write {'this' if count == 1 else f'these {count}'}? [Y/n] ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    return answer.strip().lower() in ("", "y", "yes") and answer != ""


def _announced(step: Task) -> str:
    what = "add this yourself to" if step.is_advice else "added to" if step.is_addition else "new file"
    lines = (f"    {line}".rstrip() for line in step.text.strip("\n").split("\n"))
    return "\n".join((f"{what} {near(step.path)}:", *lines, ""))


def _do(step: Task) -> None:
    """Write one file.

    Raises: UsageError; also when someone else has made the file meanwhile.
    """
    try:
        if step.is_addition:
            content = step.whole or reading.read(step.path) + encoded(step.text)
            writing.replace(step.path, content, within=(os.path.dirname(step.path),))
        else:
            writing.make(step.path, encoded(step.text), within=(step.home,))
    except OSError as error:
        raise UsageError(f"{near(step.path)}: cannot be written ({error.strerror})") from error


# --- what is to be done -------------------------------------------------------------------------------------


def _plan(folder: str, asks: bool) -> tuple[list[Task], list[str]]:
    """The steps to take, and what is left as it is and why; a deployment that no file tells is asked for if ``asks``."""
    from flaskcheck.command import asking

    steps, told = [], []
    configured = _configured(folder)
    deploy = asking.deploy(folder) if asks else {}
    if configured.path:
        told.append(f"{near(configured.path)}: configures flaskcheck already")
        steps += _additions(folder, configured, deploy)
    else:
        steps.append(_configuration(folder, deploy))
    top = top_of(folder)
    if top is None:
        return steps, [*told, "no git repository: neither hook nor workflow"]
    below = os.path.relpath(folder, top).replace(os.sep, "/")
    for made in (_hook(top, "" if below == "." else below), _workflow(top, "" if below == "." else below)):
        (steps if isinstance(made, Task) else told).append(made)  # type: ignore[arg-type]
    return steps, told


def _configured(folder: str) -> Config:
    """The configuration that holds in a folder already.

    Raises: ConfigError when it cannot be read: then nothing should be written beside it.
    """
    from flaskcheck.findings import config, names

    return config.load(folder, names.known_names(), read=source.reader(folder))


def _additions(folder: str, configured: Config, deploy: dict[str, str]) -> list[Task]:
    """What is missing in the configuration that there is: the baseline that lies in its folder, and the deployment that was asked for."""
    path, home = configured.path, os.path.dirname(os.path.abspath(configured.path))
    raw = content = reading.read(path, inside=top_of(folder) or home)
    texts, is_advice = [], os.path.islink(path)
    if not configured.baseline and os.path.exists(os.path.join(home, BASELINE)):
        texts.append(f"baseline = {settings_file.quoted(BASELINE)}\n")
        changed = settings_file.with_text(content, path, "baseline", BASELINE)
        content, is_advice = changed or content, is_advice or changed is None
    if deploy:
        root = os.path.relpath(os.path.join(folder, deploy.get("root", "")), home).replace(os.sep, "/")
        deploy = {**deploy, "root": root} if root != "." else deploy
        texts.append(settings_file.table(path, "deploy", deploy))
        changed = settings_file.with_table(content, path, "deploy", deploy)
        content, is_advice = changed or content, is_advice or changed is None
    return (
        [Task(path, "\n".join(texts), folder, True, is_advice, content)]
        if content != raw or is_advice and texts
        else []
    )


def _configuration(folder: str, deploy: dict[str, str]) -> Task:
    """A table for pyproject.toml, or a file of its own."""
    has_baseline = os.path.exists(os.path.join(folder, BASELINE))
    lines = [line for key, example, meaning in KEYS for line in (
        f"# {meaning}", f"{'' if key == 'baseline' and has_baseline else '# '}{key} = {example}"
    )]  # fmt: skip
    keys = "\n".join(lines) + "\n"
    path = os.path.join(folder, "pyproject.toml")
    try:
        raw = reading.read(path, inside=top_of(folder) or folder)
    except OSError:
        own = os.path.join(folder, "flaskcheck.toml")
        return Task(own, HEAD + keys + (f"\n{settings_file.table(own, 'deploy', deploy)}" if deploy else ""), folder)
    keys += f"\n{settings_file.table(path, 'deploy', deploy)}" if deploy else ""
    addition = settings_file.fitted(f"[tool.flaskcheck]\n{HEAD}{keys}", raw)
    is_added = settings_file.only_adds(raw, raw + encoded(addition), settings_file.keys_of(path))
    is_advice = os.path.islink(path) or not is_added
    return Task(path, addition, folder, is_addition=True, is_advice=is_advice)


def _hook(top: str, below: str) -> Task | str:
    path = os.path.join(top, ".pre-commit-config.yaml")
    arguments = f"        args: [{_quoted(below)}]\n" if below else ""
    if not os.path.lexists(path):
        return Task(path, integrations.PRE_COMMIT_CONFIG + arguments, top)
    if _mentions(path, top):
        return f"{near(path)}: has the hook already"
    return Task(path, f"repos:  # there already\n{integrations.HOOK}{arguments}", top, is_advice=True)


def _workflow(top: str, below: str) -> Task | str:
    folder = os.path.join(top, ".github", "workflows")
    path = os.path.join(top, *integrations.WORKFLOW_PATH.split("/"))
    if not is_below(os.path.realpath(folder), os.path.realpath(top)):
        return f"{near(folder)}: leads out of the repository, so no workflow is written"
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    is_workflow = (name for name in names if name.endswith((".yml", ".yaml")))
    used = next((name for name in is_workflow if _mentions(f"{folder}/{name}", top)), None)
    if used or os.path.lexists(path):
        return f"{near(os.path.join(folder, used) if used else path)}: runs flaskcheck already"
    if not names and os.path.exists(os.path.join(top, ".gitlab-ci.yml")):
        return ".gitlab-ci.yml: no GitHub workflow beside it; see the README for the lines of GitLab"
    arguments = f"        with:\n          path: {_quoted(below)}\n" if below else ""
    return Task(path, integrations.WORKFLOW + arguments, top)


def _quoted(text: str) -> str:
    """A text as YAML; every JSON text is one."""
    import json

    return text if text.replace("/", "").replace("_", "").isalnum() else json.dumps(text)


def _mentions(path: str, top: str) -> bool:
    try:
        return b"flaskcheck" in reading.read(path, inside=top)
    except OSError:
        return False
