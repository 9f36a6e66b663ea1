"""What the commands do: from options to a printed report and an exit code. The command line itself is in ``cli.py``."""

from __future__ import annotations

import os
import sys

from flaskcheck import errors
from flaskcheck.delivery import STDERR, STDOUT, deliver
from flaskcheck.terminal import Progress, put, use_colour, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.config import Config
    from flaskcheck.delivery import Output, Result
    from flaskcheck.destinations import Destination
    from flaskcheck.discover import DiskTree
    from flaskcheck.engine import Report
    from flaskcheck.memo import Memo
    from flaskcheck.options import Options


def check(options: Options) -> int:
    """Check a path and report; the exit code.

    Raises: FlaskcheckError for what the user has to correct.
    """
    from flaskcheck.memo import Memo

    memo = None if options.no_cache else Memo.of(options)
    result = memo.recall(lambda: _tree(options, configuration(options))) if memo else None
    outputs, code = result or _checked(options, memo)
    deliver(outputs)
    return code


def _checked(options: Options, memo: Memo | None) -> Result:
    """What a run has to say, and its exit code."""
    from flaskcheck.patterns import defer

    defer()
    from flaskcheck import engine, registry
    from flaskcheck.destinations import destinations

    asked = destinations(options.form, options.output)
    settings = configuration(options)
    tree = (memo and memo.tree) or _tree(options, settings)
    rules, crashes = registry.selected(settings)
    with Progress() as progress:
        report = engine.check(tree, rules, settings, not options.no_ignore, progress, crashes)
    outputs = [*_rendered(report, options, asked), *_complaints(report, asked)]
    result = tuple(outputs), _exit_code(report, settings.fail_on)
    if memo and not report.crashes and not registry.plugins():
        memo.keep(result, tree, (settings.path,) if settings.path else ())
    return result


def _tree(options: Options, settings: Config) -> DiskTree:
    from flaskcheck.discover import discover

    return discover(options.path, settings.exclude)


def configuration(options: Options) -> Config:
    """The configuration file's settings, with what the command line says in their place.

    Raises: UsageError, ConfigError.
    """
    from flaskcheck import config, registry
    from flaskcheck.discover import root_of

    names = registry.known_names()
    root, only = root_of(options.path)
    near = os.path.dirname(os.path.join(root, only)) if only else root
    file = config.Config() if options.no_config else config.load(near, names, options.config or "", root)
    select = config.rule_names("the command line", "--select", _listed(options.select), names)
    ignore = config.rule_names("the command line", "--ignore", _listed(options.ignore), names)
    host = config.host_names("the command line", _listed(options.host))
    return file.replaced(
        select=select or file.select,
        ignore=(*(name for name in file.ignore if name not in select), *ignore),
        exclude=(*file.exclude, *options.exclude),
        host=host or file.host,
        fail_on=options.fail_on or file.fail_on,
    )


def _listed(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


def _rendered(report: Report, options: Options, asked: tuple[Destination, ...]) -> list[Output]:
    """The report in each format that was asked for, and where it goes."""
    from flaskcheck.output import render
    from flaskcheck.output.presentation import presentation

    root = report.tree.root
    return [(place, render(form, report, presentation(options, bool(place), root))) for form, place in asked]


def _complaints(report: Report, asked: tuple[Destination, ...]) -> list[Output]:
    """What is said besides the report."""
    failed = "flaskcheck itself failed in {}; please report this:\n{}"
    found = [(STDERR, failed.format(crash.rule, crash.traceback)) for crash in report.crashes]
    if not (found or report.has_application) and ("text", STDOUT) not in asked:
        found.append((STDERR, report.nothing_found))
    return found


def _exit_code(report: Report, fail_on: str) -> int:
    if report.crashes:
        return errors.CRASHED
    if not report.has_application:
        return errors.NOTHING
    return errors.FINDINGS if report.fails(fail_on) else errors.CLEAN


def explain(name: str) -> int:
    """Print a rule's page.

    Raises: UsageError when there is no such rule.
    """
    from flaskcheck import registry
    from flaskcheck.explain import page_text

    [rule] = registry.load([registry.ALIASES.get(name, name)])
    put(page_text(rule, use_colour(None), width()))
    return errors.CLEAN


def rules(form: str) -> int:
    """Print the list of all rules."""
    from flaskcheck import registry
    from flaskcheck.explain import rule_list

    found, crashes = registry.load_all()
    put(rule_list(found, form))
    for crash in crashes:
        sys.stderr.write(f"flaskcheck: the rule {crash.rule} cannot be loaded:\n{crash.traceback}\n")
    return errors.CRASHED if crashes else errors.CLEAN


def clear_cache() -> int:
    """Remove everything that earlier runs have kept."""
    from flaskcheck import cache

    count = cache.clear()
    put(
        f"{count} {'entry' if count == 1 else 'entries'} removed from {cache.folder() or 'nowhere: there is no cache folder'}"
    )
    return errors.CLEAN
