"""The commands, their options and exit codes; nothing else."""

from __future__ import annotations

import os
import sys

import click

from flaskcheck import __version__, errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.config import Config
    from flaskcheck.engine import Report
    from flaskcheck.rule import Rule

FORMATS = ("text", "json", "github")
SLOW_SECONDS = 1.0


class CheckByDefault(click.Group):
    """``flaskcheck PATH`` checks: what is no command's name is taken as the arguments of ``check``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((a for a in args if not a.startswith("-")), None)
        own = {"--help", "-h", "--version"}
        if not (args and args[0] in own) and (not args or first not in self.commands or args[0] != first):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("flaskcheck", "[OPTIONS] [PATH]  |  flaskcheck COMMAND …")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        check.format_options(click.Context(check), formatter)
        super().format_commands(ctx, formatter)


@click.group(cls=CheckByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="flaskcheck")
def cli() -> None:
    """Tell what will break, leak or lose data when a Flask application is deployed.

    PATH is a repository, one of its folders, any folder, or a file (default: here). Nothing in it is run or sent anywhere. A path named like a command is
    written ./rules. Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or configuration; 3 flaskcheck itself failed (other
    findings are still shown); 4 nothing to check (no Flask application).
    """


@cli.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", default=".", type=click.Path())
@click.option("--format", "formats", type=click.Choice(FORMATS), default=None, help="How to report (default: text).")
@click.option(
    "--output", type=click.Path(), default=None, help="Write the report to a file instead of standard output."
)
@click.option(
    "--select", multiple=True, metavar="NAMES", help="Only these rules or families (comma-separated, repeatable)."
)
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or families.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out paths that match (repeatable).")
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "info", "never")),
    default=None,
    help="Exit with 1 from this severity on (default: warning).",
)
@click.option(
    "--host",
    multiple=True,
    metavar="HOST",
    help="The host to assume when no file names one (render, heroku, docker …).",
)
@click.option("--config", "config_path", type=click.Path(), default=None, help="The configuration file to use.")
@click.option("--no-config", is_flag=True, help="Read no configuration file.")
@click.option("--no-ignore", is_flag=True, help="Do not heed ignore comments.")
@click.option(
    "--color/--no-color", default=None, help="Colour (default: on a terminal; NO_COLOR and FORCE_COLOR are heeded)."
)
def check(path: str, formats: str | None, output: str | None, no_config: bool, **options: object) -> int:
    """Check PATH (the default command)."""
    from flaskcheck import config, discover, engine, registry
    from flaskcheck.rule import FAMILIES

    names = frozenset({*registry.builtin_names(), *FAMILIES, *registry.ALIASES})
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    settings = config.Config() if no_config else config.load(folder, names, str(options["config_path"] or ""))
    settings = _overridden(settings, options, names)
    tree = discover.discover(path, settings.exclude)
    rules = _selected(registry.load_all(), settings)
    report = engine.check(tree, rules, settings, not options["no_ignore"], _progress())
    _write(report, formats or "text", output, options["color"])
    return _exit_code(report, settings)


def _overridden(settings: Config, options: dict[str, object], names: frozenset[str]) -> Config:
    """The configuration with what the command line says in its place."""
    from flaskcheck import config

    def listed(key: str) -> tuple[str, ...]:
        given = options[key]
        return (
            tuple(n.strip() for text in given for n in text.split(",") if n.strip()) if isinstance(given, tuple) else ()
        )

    select = config.rule_names("--select", "it", listed("select"), names) or settings.select
    ignore = (*settings.ignore, *config.rule_names("--ignore", "it", listed("ignore"), names))
    host = config.host_names("--host", listed("host")) or settings.host
    fail_on = str(options["fail_on"] or settings.fail_on)
    return settings.replaced(
        select=select, ignore=ignore, exclude=(*settings.exclude, *listed("exclude")), host=host, fail_on=fail_on
    )


def _selected(rules: list[Rule], settings: Config) -> list[Rule]:
    from flaskcheck.registry import ALIASES

    select = {ALIASES.get(name, name) for name in settings.select}
    ignore = {ALIASES.get(name, name) for name in settings.ignore}
    kept = [r for r in rules if not select or {r.name, r.family} & select]
    return [r for r in kept if r.name not in ignore and (r.family not in ignore or r.name in select)]


def _progress() -> Callable[[str], None]:
    """A line on the terminal that names the rule at work, once a run takes long."""
    if not sys.stderr.isatty():
        return lambda _: None
    import atexit
    import time

    started = time.monotonic()

    def tell(name: str) -> None:
        if time.monotonic() - started > SLOW_SECONDS:
            sys.stderr.write(f"\r\x1b[Kflaskcheck: {name} …")
            sys.stderr.flush()

    atexit.register(lambda: time.monotonic() - started > SLOW_SECONDS and sys.stderr.write("\r\x1b[K"))
    return tell


def _write(report: Report, form: str, output: str | None, colour: object) -> None:
    if form == "json":
        from flaskcheck.output import json_report

        text = json_report.render(report)
    elif form == "github":
        from flaskcheck.output import github

        text = github.render(report)
    else:
        text = _text(report, output, colour)
    if output:
        try:
            with open(output, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text + "\n")
        except OSError as error:
            raise errors.UsageError(f"{output}: cannot be written ({error.strerror})") from error
    elif text:
        _print(text)


def _text(report: Report, output: str | None, colour: object) -> str:
    if not report.has_application:
        return _nothing_found(report)
    from shutil import get_terminal_size

    from flaskcheck.output import text

    return text.render(report, _colours(colour, output), min(get_terminal_size((80, 24)).columns, 120))


def _nothing_found(report: Report) -> str:
    return (
        "No Flask application was found, so there is nothing to check.\n"
        f"Looked in {len(report.tree.files)} files for Python that makes one (Flask(...), or a class derived from it); tests, "
        "docs, examples and\nvirtual environments do not count. Run flaskcheck in the application's repository, or give its path."
    )


def _colours(colour: object, output: str | None) -> bool:
    """Whether to colour: the option, then NO_COLOR, then FORCE_COLOR, then whether this is a terminal."""
    if isinstance(colour, bool):
        return colour
    if output or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    """Print whatever the terminal can show of it."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()


def _exit_code(report: Report, settings: Config) -> int:
    for crash in report.crashes:
        sys.stderr.write(f"flaskcheck itself failed in {crash.rule}; please report this:\n{crash.traceback}\n")
    if report.crashes:
        return errors.CRASHED
    if not report.has_application:
        return errors.NOTHING
    return errors.FINDINGS if report.fails(settings.fail_on) else errors.CLEAN


@cli.command()
@click.argument("rule")
def explain(rule: str) -> int:
    """Print the page of RULE: what is wrong, what happens in production, how to fix it, examples."""
    from flaskcheck import registry
    from flaskcheck.config import did_you_mean
    from flaskcheck.explain import page_text

    name = registry.ALIASES.get(rule, rule)
    known = {r.name: r for r in registry.load_plugins()}
    if name in registry.builtin_names():
        known[name] = registry.load([name])[0]
    if name not in known:
        raise errors.UsageError(f"there is no rule {rule!r}{did_you_mean(rule, registry.builtin_names())}")
    _print(page_text(known[name]))
    return errors.CLEAN


@cli.command()
@click.option("--format", "form", type=click.Choice(("text", "json", "markdown")), default="text", help="How to list.")
def rules(form: str) -> int:
    """List all rules: name, family, severity, one line."""
    from flaskcheck import registry
    from flaskcheck.explain import rule_list

    _print(rule_list(registry.load_all(), form))
    return errors.CLEAN


def run(arguments: list[str]) -> int:
    """Run the command line on some arguments; the exit code."""
    try:
        code = cli.main(arguments, prog_name="flaskcheck", standalone_mode=False)
        return code if isinstance(code, int) else errors.CLEAN
    except errors.FlaskcheckError as error:
        sys.stderr.write(f"flaskcheck: {error}\n")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return errors.USAGE
    except click.Abort:
        return 130
    except BrokenPipeError:  # the reader of the output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return errors.CLEAN
