"""``--diff``, ``--fix`` and ``--unsafe-fixes``: a check whose fixes are tried in memory and then shown or written."""

from __future__ import annotations

import os
from functools import partial

from flaskcheck.command.judgement import judge
from flaskcheck.command.paths import WORST, by_repository, judged, plans_of
from flaskcheck.command.plan import Plan
from flaskcheck.command.reporting import complaints, rendered
from flaskcheck.files.listing import shown
from flaskcheck.findings import registry
from flaskcheck.fixes.trial import Trial
from flaskcheck.ground import errors, writing
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.place import Place
from flaskcheck.ground.reading import read
from flaskcheck.output.delivery import STDERR, STDOUT, deliver
from flaskcheck.output.screen.blocks import at
from flaskcheck.output.screen.cells import counted
from flaskcheck.output.terminal import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.command.options import Options
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.fixes.choice import Candidate
    from flaskcheck.fixes.trial import Contents
    from flaskcheck.output.delivery import Output


class Asked:
    """One repository of a run: the options, and the paths of it that are asked for."""

    def __init__(self, options: Options, root: str, paths: list[str]) -> None:
        self.options = options.replaced(path=paths[0], others=())
        self._plans = plans_of(options, root, paths) if len(paths) > 1 else [Plan(self.options)]

    @property
    def plan(self) -> Plan:
        """What is to be done for it as a whole."""
        return self._plans[0]

    def report(self, progress: Callable[[str], None], contents: Contents | None = None) -> Report:
        """The report on it, or on what it would be with other contents of some files."""
        plans = self._plans if contents is None else [plan.proposing(contents) for plan in self._plans]
        if len(plans) > 1:
            return judged(plans, progress)[0]
        registry.selected(plans[0].settings)
        return judge(plans[0], progress).report


def check(options: Options) -> int:
    """Show or apply the fixes of what is asked for; the exit code: of ``--diff`` 1 where there is something to change, of ``--fix`` that of what is left.

    Raises: FlaskcheckError for what the user has to correct.
    """
    _refuse(options)
    groups = {"": ["-"]} if options.path == "-" and not options.others else by_repository(options)
    made = [partial(Asked, options, root, paths) for root, paths in groups.items()]
    codes = [(_difference if options.diff else _fixed)(each) for each in made]
    return next(code for code in WORST if code in codes)


def _refuse(options: Options) -> None:
    if not (options.diff or options.fix):
        raise UsageError("--unsafe-fixes goes with --diff or --fix")
    if options.diff and options.fix:
        raise UsageError("--diff shows what --fix would change: use one of them")
    if options.diff and (options.form or options.output or options.statistics):
        raise UsageError("--diff shows changes, not findings: it has no --format, --output or --statistics")
    if options.fix and options.staged:
        raise UsageError("--fix changes files on disk, and --staged checks what is in git's index: use --diff --staged")
    if options.fix and options.path == "-":
        raise UsageError("--fix changes files, and standard input is none: use --diff")


def _tried(repository: Asked) -> tuple[Report, Trial]:
    """The report on a repository, and its fixes."""
    options = repository.options
    with Progress() as progress:
        before = repository.report(progress)
        is_part = options.diff_base is not None
        return before, Trial(before, partial(repository.report, progress), options.unsafe_fixes, is_part)


def _difference(made: Callable[[], Asked]) -> int:
    from flaskcheck.fixes.difference import difference

    repository = made()
    before, trial = _tried(repository)
    text = difference(before.tree, trial.report.tree, trial.contents, before.shown.secret_lines)
    told = complaints(before, repository.options, ())
    deliver([(STDOUT, text), *told, *_told(trial, "Would fix")])
    ending = (bool(before.crashes), before.has_application, False, ())
    return errors.FINDINGS if text else errors.exit_code(ending, repository.options.allow_no_app)


def _fixed(made: Callable[[], Asked]) -> int:
    repository = made()
    asked = repository.plan.destinations
    report, trial = _tried(repository)
    failed = _write(report.tree, trial.contents)
    if trial.contents:
        repository = made()
        with Progress() as progress:
            report = repository.report(progress)
    options = repository.options
    deliver([*rendered(report, options, asked), *complaints(report, options, asked), *_told(trial, "Fixed")])
    if failed:
        raise UsageError(failed)
    return errors.exit_code(report.ending(repository.plan.settings.fail_on), options.allow_no_app)


def _write(tree: Tree, contents: Contents) -> str:
    """Write the files; what went wrong, if anything did."""
    failed = ""
    for path, content in sorted(contents.items()):
        full = os.path.join(tree.root, *path.split("/"))
        try:
            if not tree.has(path):
                writing.make(full, content, within=(tree.root,))
            elif read(full) == tree.source(path).raw:
                writing.replace(full, content, within=(tree.root,))
            else:
                failed = f"{shown(path)}: changed meanwhile, not fixed"
        except OSError as error:
            failed = f"{shown(path)}: cannot be written ({error.strerror or error})"
    return failed


def _told(trial: Trial, verb: str) -> list[Output]:
    """What was fixed, what was not and why, and what is to be typed."""
    lines = []
    if trial.done:
        fixed = [finding for candidate in trial.done for finding in candidate.findings]
        lines.append(f"{verb} {counted(len(fixed), 'finding')} in {counted(len(trial.contents), 'file')}:")
        lines += [f"  {_at(finding)} {finding.rule}" for finding in fixed]
    if trial.dropped:
        lines.append("Not fixed:")
        lines += [
            f"  {_at(candidate.first)} {candidate.first.rule}: {why}" for candidate, why in trial.dropped.values()
        ]
    commands = dict.fromkeys(_commands(trial.commands))
    lines += ["To fix by a command:", *(f"  {command}" for command in commands)] if commands else []
    if not lines:
        lines.append("Nothing to fix." if verb == "Fixed" else "Nothing would be fixed.")
    return [(STDERR, "\n".join(lines))]


def _commands(candidates: Iterable[Candidate]) -> Iterable[str]:
    return (candidate.fix.command for candidate in candidates)


def _at(finding: Finding) -> str:
    return at(Place(finding.place.path, finding.place.line))
