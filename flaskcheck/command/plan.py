"""What is to be done: the settings, the files and the formats of a run, from its options and the configuration."""

from __future__ import annotations

import os
import sys
from functools import cached_property

from flaskcheck.command.options import COMMANDS
from flaskcheck.files import source
from flaskcheck.files.discover import discover, root_of
from flaskcheck.files.paths import is_in
from flaskcheck.files.tree import with_files
from flaskcheck.findings import config, config_values, names
from flaskcheck.ground.errors import MissingPathError, UsageError
from flaskcheck.ground.limits import MAX_FILE_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flaskcheck.command.folders import NamedFolders
    from flaskcheck.command.options import Options
    from flaskcheck.files.changes import NewLines
    from flaskcheck.files.disk import DiskTree
    from flaskcheck.findings.config import Config
    from flaskcheck.output.destinations import Destination

COMMAND_LINE = ""
"""Where what is wrong stands: options name themselves."""

COUNTED = ("text", "concise")
"""The formats that can show numbers in place of findings."""


class Plan:
    """What the options of a run ask for; each part is worked out when it is first needed, once."""

    def __init__(self, options: Options, given: Config | None = None) -> None:
        self.options = options
        self.given = given
        """Settings that stand in the place of those of a file."""

    @cached_property
    def settings(self) -> Config:
        """The configuration file's settings, with what the command line says in their place.

        Raises: UsageError, ConfigError.
        """
        root, scope = self._scope()
        near = os.path.join(root, scope)
        near = near if os.path.isdir(near) else os.path.dirname(near)
        return self.configured(near, root, self._excluded(root, scope))

    def _excluded(self, root: str, scope: str) -> tuple[str, ...]:
        """The globs of ``--exclude``, which are written relative to the folder that is asked for."""
        exclude = self.options.exclude
        if not (scope and exclude and os.path.isdir(os.path.join(root, scope))):
            return exclude
        from flaskcheck.files.globs import rebased

        return tuple(glob for given in exclude for glob in rebased(given, "", scope))

    @cached_property
    def tree(self) -> DiskTree:
        """The files to look at: without those that the configuration of their folder leaves out.

        Raises: UsageError, ConfigError.
        """
        tree = self._listed
        tree.apart = self.folders.all if self.folders else ()
        globs = {folder: own.exclude for folder, own in self.own_settings.items()}
        if self.folders is None or not any((self.settings.exclude, *globs.values())):
            return tree
        from flaskcheck.files.globs import matches_any

        def is_left_out(path: str) -> bool:
            around = max((folder for folder in globs if is_in(path, folder)), key=len, default=None)
            return matches_any(path, self.settings.exclude if around is None else globs[around])

        return with_files(tree, [path for path in tree.files if not is_left_out(path)])

    @cached_property
    def _listed(self) -> DiskTree:
        """The files that there are; without those that the only configuration leaves out."""
        options = self.options
        exclude = () if self.settings.root else self.settings.exclude
        if options.path != "-":
            return discover(options.path, exclude, staged=options.staged)
        return discover(options.stdin_path or "", exclude, content=_given())

    def proposing(self, contents: Mapping[str, bytes]) -> Plan:
        """The same for the files with other contents of some of them, whatever has changed since a commit."""
        from flaskcheck.files.proposed import proposed

        own = Plan(self.options.replaced(diff_base=None))
        own.settings, own._listed = self.settings, proposed(self._listed, contents)
        return own

    @cached_property
    def changes(self) -> NewLines | None:
        """What has changed since the commit that is asked for; ``None`` where none is.

        Raises: UsageError.
        """
        if self.options.diff_base is None:
            return None
        from flaskcheck.files.changes import NewLines

        return NewLines(self.tree, self.tree.root, self.options.diff_base)

    @cached_property
    def folders(self) -> NamedFolders | None:
        """The folders that ``root`` entries name; ``None`` where there are no such entries."""
        settings, tree = self.settings, self._listed
        if not settings.root:
            return None
        from flaskcheck.command.folders import NamedFolders

        return NamedFolders(tree.root, tree.folders, settings.root, settings.root_home, settings.exclude)

    @cached_property
    def own_settings(self) -> dict[str, Config]:
        """The settings of each of those folders of which something is asked for.

        Raises: UsageError, ConfigError.
        """
        root, scope = self._scope()
        asked = self.folders.asked(scope) if self.folders else ()
        exclude = self._excluded(root, scope)
        return {folder: self.configured(os.path.join(root, folder), root, exclude) for folder in asked}

    def settings_files(self, folder: str) -> list[str]:
        """The configuration files that there are or could be from a folder up to the scanned one."""
        found = []
        while folder:
            found += [os.path.join(self.tree.root, folder, name) for name in config.FILES]
            folder = folder.rpartition("/")[0]
        return found

    @cached_property
    def destinations(self) -> tuple[Destination, ...]:
        """Each format that is asked for, and where it goes.

        Raises: UsageError.
        """
        from flaskcheck.output.destinations import destinations, site

        site(self.options.docs_url)  # refused before anything is read
        found = destinations(self.options.form, self.options.output)
        if self.options.statistics and not any(form in COUNTED for form, _ in found):
            raise UsageError(f"--statistics counts for people: use it with --format {' or '.join(COUNTED)}")
        return found

    def configured(self, near: str, root: str, exclude: tuple[str, ...]) -> Config:
        """The settings that hold in the folder ``near``, globs relative to ``root``; ``exclude`` are those of the command line.

        Raises: UsageError, ConfigError.
        """
        options, known = self.options, names.known_names()
        file = self._of_file(near, known, root)
        selected, ignored = _listed(options.select), _listed(options.ignore)
        select = config_values.rule_names(COMMAND_LINE, "--select", selected, known)
        ignore = config_values.rule_names(COMMAND_LINE, "--ignore", ignored, known)
        host = config_values.host_names("--host", _listed(options.host))
        preview = options.preview or file.preview
        if not preview and (select or file.select):
            config_values.refuse_preview(COMMAND_LINE if select else file.path or "Config", select or file.select)
        return file.replaced(
            select=select or file.select,
            ignore=(*(name for name in file.ignore if name not in select), *ignore),
            exclude=(*file.exclude, *exclude),
            host=host or file.host,
            fail_on="never" if options.exit_zero else options.fail_on or file.fail_on,
            preview=preview,
            min_severity=options.min_severity or file.min_severity,
            baseline=os.path.abspath(options.baseline) if options.baseline else file.baseline,
            retired=(*file.retired, *config_values.retired(COMMAND_LINE, (*selected, *ignored))),
        )

    def _of_file(self, near: str, known: frozenset[str], root: str) -> Config:
        """What is configured before the command line says anything."""
        if self.given is not None:
            return config.checked(self.given, "Config", known)
        if self.options.no_config:
            return config.Config()
        return config.load(near, known, self.options.config or "", root, self.reader(root))

    def reader(self, root: str) -> Callable[[str], bytes]:
        """What reads the files that say how to judge: as they are on disk, or as they are staged."""
        if not self.options.staged:
            named = (self.options.config, self.options.baseline)
            return source.reader(root, tuple(os.path.abspath(file) for file in named if file))
        from flaskcheck.files import staged

        return staged.reader(root)

    def _scope(self) -> tuple[str, str]:
        """The folder to scan, and the folder or file in it that alone is to be reported (``""``: everything)."""
        options = self.options
        if options.path != "-":
            if options.stdin_path is not None:
                raise UsageError('--stdin-path needs "-": flaskcheck - --stdin-path FILE')
            return _found(options.path)
        if options.staged:
            raise UsageError('--staged and "-" exclude each other')
        if not options.stdin_path:
            raise UsageError('"-" needs --stdin-path FILE: the file of the repository that standard input stands for')
        return root_of(options.stdin_path, may_be_new=True)


def _given() -> bytes:
    """What standard input holds.

    Raises: UsageError when it cannot be read, or has no end.
    """
    try:
        content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"standard input cannot be read ({error.strerror or 'it is closed'})") from error
    if len(content) > MAX_FILE_BYTES:
        raise UsageError(f"standard input holds more than {MAX_FILE_BYTES // 1_000_000} MB")
    return content


def _found(path: str) -> tuple[str, str]:
    """The root of a path; where there is none, the path may have been meant as a command, misspelt."""
    try:
        return root_of(path)
    except MissingPathError as error:
        raise UsageError(f"{error}{'' if os.sep in path else _command_like(path)}") from error


def _command_like(word: str) -> str:
    from flaskcheck.ground.words import did_you_mean

    return "; flaskcheck --help lists the commands" if word == "help" else did_you_mean(word, COMMANDS)


def _listed(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())
