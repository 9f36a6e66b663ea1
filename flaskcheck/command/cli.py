"""The commands and their options; what they do is in ``actions.py``."""

from __future__ import annotations

import os

import click

from flaskcheck.command import actions
from flaskcheck.command.options import (
    COMMANDS,
    FLAG,
    MANY,
    OPTIONS,
    SCOPE,
    SWITCH,
    Options,
    is_choice,
    with_environment,
    with_paths,
)
from flaskcheck.ground import errors
from flaskcheck.ground.about import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from click.shell_completion import CompletionItem

    from flaskcheck.command.options import Option

    Command: TypeAlias = Callable[..., Any]
    Decorator: TypeAlias = Callable[[Command], Command]
    ParamType: TypeAlias = click.ParamType[Any]
else:
    ParamType = click.ParamType  # no generic class before click 8.4

HELP = {"help_option_names": ["-h", "--help"]}


GROUPS = (
    ("What to check", ("host", "exclude", "staged", "diff_base", "stdin_path")),
    ("Which findings", ("select", "ignore", "preview", "min_severity", "baseline", "no_ignore")),
    ("How to report", ("form", "output", "statistics", "quiet", "verbose", "colour", "docs_url")),
    ("Fixes", ("diff", "fix", "unsafe_fixes")),
    ("Instead of one report", ("watch", "add_ignore", "reason", "show_settings")),
    ("Exit code", ("fail_on", "exit_zero", "allow_no_app")),
    ("Settings", ("config", "no_config", "no_cache", "help")),
)
"""The options of a check as ``--help`` groups them, by their fields."""


class Check(click.Command):
    """A check, whose help shows its options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        known = {field for _, fields in GROUPS for field in fields}
        rows = {  # click gives its own option another name in each version
            option.name if option.name in known else "help": option.get_help_record(ctx)
            for option in self.get_params(ctx)
        }
        for heading, fields in GROUPS:
            with formatter.section(heading):
                formatter.write_dl([row for field in fields if (row := rows.get(field))])


class CheckByDefault(click.Group):
    """``flaskcheck PATH`` checks: what is no command's name is taken as the arguments of ``check``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completes_first_word = ctx.resilient_parsing and not args
        if not completes_first_word and not (args and args[0] in (*COMMANDS, "--help", "-h", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        return [*super().shell_complete(ctx, incomplete), *check.shell_complete(click.Context(check), incomplete)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("flaskcheck", "[OPTIONS] [PATH …]\nflaskcheck COMMAND …")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        check.format_options(click.Context(check, help_option_names=HELP["help_option_names"]), formatter)
        super().format_commands(ctx, formatter)


def _names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Rules and families for the shell to complete; names before a comma stay."""
    from flaskcheck.findings.names import ALIASES, known_names

    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + name for name in sorted(known_names() - ALIASES.keys()) if name.startswith(begun)]


def _rule_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from flaskcheck.findings.names import UNUSED_IGNORE, builtin_names, plugins

    return [name for name in sorted((*builtin_names(), *plugins(), UNUSED_IGNORE)) if name.startswith(incomplete)]


class Form(ParamType):
    """``FORMAT`` or ``FORMAT=FILE``; it stays one text."""

    name = "format"

    def __init__(self, option: Option) -> None:
        self.option = option

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not is_choice(self.option, value):
            self.fail(f"unknown format {value!r} (choose {', '.join(self.option.choices)})", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        if "=" in incomplete:
            return [CompletionItem(incomplete.partition("=")[2], type="file")]
        return [CompletionItem(name) for name in self.option.choices if name.startswith(incomplete)]


@click.group(cls=CheckByDefault, context_settings=HELP)
@click.version_option(VERSION, prog_name="flaskcheck")
def cli() -> None:
    """Find what will break, leak secrets or lose data when you deploy a Flask app.

    PATH is a repository, one of its folders, any folder, or a file (default: here); several are checked in one run. Your code never runs, and nothing is sent anywhere. To check a folder named like a
    command, write ./rules.

    \b
    Examples:
      flaskcheck                             check this repository
      flaskcheck --host render               assume Render if no file names a host
      flaskcheck --format sarif=out.sarif    write a report for code scanning
      flaskcheck explain debug-run           show a rule's page

    \b
    Exit codes:
      0  nothing at or above --fail-on
      1  findings
      2  wrong usage or configuration
      3  flaskcheck itself failed (other findings are still shown)
      4  nothing to check: no Flask application was found
    """


def _click_option(option: Option) -> Decorator:
    """The row of the table as click has it."""
    if option.kind in (FLAG, SWITCH):
        spelled = option.spellings if option.kind == FLAG else ("/".join(option.spellings),)
        return click.option(
            *spelled, option.field, is_flag=True, default=False if option.kind == FLAG else None, help=option.help
        )
    return click.option(
        *option.spellings,
        option.field,
        type=_click_type(option),
        multiple=option.kind == MANY,
        metavar=option.metavar or None,
        shell_complete=_names if option.completes == "names" else None,
        help=option.help,
    )


def _click_type(option: Option) -> ParamType | None:
    if option.completes == "form":
        return Form(option)
    if option.choices:
        return click.Choice(option.choices)
    return click.Path() if option.completes == "path" else None


def _check_options(command: Command, fields: tuple[str, ...] = Options._fields) -> Command:
    for option in reversed([option for option in OPTIONS if option.field in fields]):
        command = _click_option(option)(command)
    return command


def _many_paths(command: Command) -> Command:
    return click.argument("path", nargs=-1, type=click.Path())(_check_options(command))


def _scope_options(command: Command) -> Command:
    return click.argument("path", default=".", type=click.Path())(_check_options(command, SCOPE))


def _options(given: dict[str, Any]) -> Options:
    path = given.pop("path")
    path, others = with_paths((path,) if isinstance(path, str) else path)
    told = with_environment(given, given.keys())
    return Options(path, others, **{name: value for name, value in told.items() if value is not None})  # type: ignore[arg-type]


@cli.command(cls=Check, context_settings=HELP)
@_many_paths
def check(**options: Any) -> int:
    """Check each PATH (the default command)."""
    return actions.check(_options(options))


@cli.command(context_settings=HELP)
@click.option("--prune", is_flag=True, help="Only remove what is not found any more.")
@click.option(
    "--output", "--baseline", "file", type=click.Path(), default="", metavar="FILE",
    help="The file (default: what the configuration names, else .flaskcheck-baseline.json in PATH).",
)  # fmt: skip
@_scope_options
def baseline(file: str, prune: bool, **options: Any) -> int:
    """Save today's findings to a baseline file.

    It names the file in the configuration, if there is one; later runs then report only new findings.
    """
    return actions.baseline(_options(options), file, prune)


@cli.command(context_settings=HELP)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to show it.")
@_scope_options
def show(form: str, **options: Any) -> int:
    """Show what flaskcheck understands of PATH.

    Each deployment with its commands, app and variables; the files read; the settings in force.
    """
    return actions.show(_options(options), form)


@cli.command(context_settings=HELP)
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "dotenv")), default="text", help="How to show them."
)
@click.option("--write-example", is_flag=True, help="Add the names that .env.example lacks.")
@_scope_options
def env(form: str, write_example: bool, **options: Any) -> int:
    """Show the environment variables of PATH.

    Who sets and reads each one, and what happens without it.
    """
    return actions.env(_options(options), form, write_example)


@cli.command(context_settings=HELP)
@click.argument("path", default=".", type=click.Path())
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def init(path: str, yes: bool) -> int:
    """Set up the configuration, the hook and the workflow.

    Existing files are kept; only the configuration is added to. In a terminal it asks how the app is deployed where no file says so.
    """
    return actions.init(path, yes)


@cli.command(context_settings=HELP)
@click.argument("rule", shell_complete=_rule_names)
def explain(rule: str) -> int:
    """Show a rule's page.

    It says what the rule finds, why that is bad, what to use instead, and how to ignore it.
    """
    return actions.explain(rule)


@cli.command(context_settings=HELP)
@click.option("--format", "form", type=click.Choice(("text", "json", "markdown")), default="text", help="How to list.")
@click.option("--preview", is_flag=True, help="Also list the rules that are in preview.")
def rules(form: str, preview: bool) -> int:
    """List all rules with family, severity and title."""
    return actions.rules(form, preview)


@cli.group(context_settings=HELP)
def cache() -> None:
    """Manage the cache (location: FLASKCHECK_CACHE_DIR)."""


@cache.command(context_settings=HELP)
def clear() -> int:
    """Delete all cached results."""
    return actions.clear_cache()


def main(arguments: list[str]) -> int:
    """Run the command line on some arguments, click's own messages printed; the exit code.

    Raises: FlaskcheckError for what the user has to correct.
    """
    if "_FLASKCHECK_COMPLETE" in os.environ:
        from flaskcheck.command import completion

        completion.install(os.environ)
    try:
        code = cli.main(arguments, prog_name="flaskcheck", standalone_mode=False)
        return code if isinstance(code, int) else errors.CLEAN
    except click.UsageError as error:
        name = error.ctx.info_name if error.ctx and error.ctx.parent else ""
        words = error.format_message().rstrip(".")
        page = f"flaskcheck {name} --help" if name in COMMANDS and name != "check" else "flaskcheck --help"
        raise errors.UsageError(f"{words[:1].lower()}{words[1:]}\nSee {page}.") from error
    except click.ClickException as error:
        raise errors.UsageError(error.format_message()) from error
    except click.Abort:
        return errors.INTERRUPTED
    except (
        SystemExit
    ) as left:  # completion is done; else click leaves so, as with findings, when the reader of its help has gone
        is_completion = "_FLASKCHECK_COMPLETE" in os.environ
        return left.code if is_completion and isinstance(left.code, int) else errors.CLEAN
