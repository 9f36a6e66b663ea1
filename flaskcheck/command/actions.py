"""What the commands do: from options to a printed report and an exit code. The command line itself is in ``cli.py``."""

from __future__ import annotations

from flaskcheck.ground import errors
from flaskcheck.ground.errors import UsageError
from flaskcheck.output.delivery import deliver
from flaskcheck.output.terminal import Progress, complain, put, use_colour, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.command.memo import Memo
    from flaskcheck.command.options import Options
    from flaskcheck.command.plan import Plan
    from flaskcheck.output.delivery import Result
    from flaskcheck.readers.kept import KeptFacts


def check(options: Options) -> int:
    """Check a path and report; the exit code.

    Raises: FlaskcheckError for what the user has to correct.
    """
    is_other = options.watch or options.add_ignore or options.show_settings or options.reason is not None
    if is_other or options.diff or options.fix or options.unsafe_fixes or options.others:
        return _otherwise(options)
    is_alone = options.no_cache or options.staged or options.diff_base is not None or options.path == "-"
    memo = None if is_alone else _memo(options)
    result = memo.recall(lambda: _plan(options)) if memo else None
    outputs, ending = result or _checked(options, memo)
    deliver(outputs)
    return errors.exit_code(ending, options.allow_no_app)


def _otherwise(options: Options) -> int:
    """What is done in place of one check of one path; the exit code."""
    if options.watch:
        from flaskcheck.command import watch

        return watch.run(options, check)
    if options.add_ignore:
        from flaskcheck.command import add_ignore

        return add_ignore.run(options)
    if options.show_settings:
        from flaskcheck.command import show as show_command

        return show_command.settings(options)
    if options.reason is not None:
        raise UsageError("--reason belongs to --add-ignore")
    if options.diff or options.fix or options.unsafe_fixes:
        from flaskcheck.command import fixing

        return fixing.check(options)
    from flaskcheck.command import paths

    return paths.check(options)


def _memo(options: Options) -> Memo | None:
    from flaskcheck.command.memo import Memo

    return Memo.of(options)


def _plan(options: Options) -> Plan:
    from flaskcheck.command.plan import Plan

    return Plan(options)


def _checked(options: Options, memo: Memo | None) -> Result:
    """What a run has to say, and its exit code."""
    from flaskcheck.ground.patterns import defer

    defer()
    from flaskcheck.files.discover import begin

    if not (memo and memo.plan) and not options.staged:
        begin(options.path)  # git lists the files while all else is imported
    from flaskcheck.command.judgement import judge
    from flaskcheck.command.reporting import complaints, rendered
    from flaskcheck.findings import names, registry

    plan = (memo and memo.plan) or _plan(options)
    asked = plan.destinations
    registry.selected(plan.settings)
    kept = _kept_facts(options, memo, plan.tree.root)
    with Progress() as progress:
        judgement = judge(plan, progress, kept)
    report = judgement.report
    outputs = [*rendered(report, options, asked), *complaints(report, options, asked)]
    result = tuple(outputs), report.ending(plan.settings.fail_on)
    if kept:
        kept.keep(plan.tree, report.shown.may_be_kept)
    if memo and not report.crashes and not names.plugins() and not names.refused_plugins():
        memo.keep(result, plan.tree, judgement.files)
    return result


def _kept_facts(options: Options, memo: Memo | None, root: str) -> KeptFacts | None:
    """What earlier runs have left of the Python files. It is recognised by content, so that it serves where no whole result is kept, too: for standard input."""
    if options.no_cache:
        return None
    from flaskcheck.command.memo import Memo

    # A hook writes nothing that a plain run has not.
    memo = memo or Memo.of(options.replaced(path=root), makes_key=False)
    return memo.facts(root) if memo else None


def explain(name: str) -> int:
    """Print a rule's page.

    Raises: UsageError when there is no such rule.
    """
    from flaskcheck.findings import names, registry
    from flaskcheck.output.explain import page_text

    [rule] = registry.load([names.ALIASES.get(name, name)])
    if name in names.ALIASES:
        complain(f"note: {name} is called {rule.name} now")
    put(page_text(rule, use_colour(None), width()))
    return errors.CLEAN


def baseline(options: Options, file: str, prune: bool) -> int:
    """Write down the findings that there are, or (``prune``) remove those that are gone.

    Raises: FlaskcheckError for what the user has to correct.
    """
    from flaskcheck.command import baseline as baseline_command

    return baseline_command.run(options, file, prune)


def show(options: Options, form: str) -> int:
    """Show what is understood of a path.

    Raises: FlaskcheckError for what the user has to correct.
    """
    from flaskcheck.command import show as show_command

    return show_command.run(options, form)


def env(options: Options, form: str, writes_example: bool) -> int:
    """Show the environment variables of a path, or add them to its example files.

    Raises: FlaskcheckError for what the user has to correct.
    """
    from flaskcheck.command import inventory

    return inventory.run(options, form, writes_example)


def init(path: str, is_agreed: bool) -> int:
    """Set flaskcheck up in a repository, after asking if that is possible and not yet agreed.

    Raises: UsageError.
    """
    from flaskcheck.command import init as initiation

    return initiation.run(path, is_agreed)


def rules(form: str, has_preview: bool) -> int:
    """Print the list of all rules; those in preview where they are asked for."""
    from flaskcheck.findings import registry
    from flaskcheck.output.explain import rule_list

    found, crashes = registry.load_all()
    shown = [rule for rule in found if has_preview or rule.stability == "stable"]
    put(rule_list(shown, form, width()))
    if form == "text" and len(shown) < len(found):
        put(f"\nIn preview: {len(found) - len(shown)} more. List them with flaskcheck rules --preview")
    for crash in crashes:
        complain(f"error: the rule {crash.rule} cannot be loaded:\n{crash.traceback}")
    return errors.CRASHED if crashes else errors.CLEAN


def clear_cache() -> int:
    """Remove everything that earlier runs have kept."""
    from flaskcheck.ground import cache

    count = cache.clear()
    put(
        f"{count} {'entry' if count == 1 else 'entries'} removed from {cache.folder() or 'nowhere: there is no cache folder'}"
    )
    return errors.CLEAN
