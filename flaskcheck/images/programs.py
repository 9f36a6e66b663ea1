"""What single programs do to the files of an image when a RUN starts them: ``mv``, ``cp``, ``ln``, ``chmod`` … and what may put unknown files there.

Only effects that matter for finding files are known. A program that is not listed is taken to leave the project's folders alone.
"""

from __future__ import annotations

from functools import partial
from posixpath import join, normpath

from flaskcheck.ground.place import HOLE
from flaskcheck.images.clones import cloned, is_own
from flaskcheck.images.edits import EDITORS, edited
from flaskcheck.images.files import MadeFolder, Mode, Removed, Rewritten, Taken, UnknownFiles
from flaskcheck.images.paths import folder_of, matches, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from flaskcheck.images.files import Files

    Change: TypeAlias = "Callable[[Process, list[str]], None]"


class Process:
    """A program while it runs: the files that it changes, the folder it is in, and whether it surely runs."""

    def __init__(self, files: Files, folder: str, certain: bool) -> None:
        self.files = files
        self.folder = folder
        self.certain = certain

    def path(self, written: str) -> str:
        """A path as the program means it, absolute."""
        return normpath(join(self.folder, written))


_WITH_VALUE = {
    "cp": "-t --target-directory",
    "mv": "-t --target-directory",
    "ln": "-t --target-directory",
    "chmod": "--reference",
    "mkdir": "-m --mode",
    "install": "-m -o -g --mode --owner --group",
    "git": "-b --branch --depth -c -C --origin -o --reference --config --filter -j",
    "curl": "-H -X -u -d -A -e -b -m -x --header --request --user --data --user-agent --retry --retry-delay --max-time --proto",
    "wget": "--header --user --password --tries -t --timeout -T -U",
    "unzip": "-x",
    "useradd": "-u --uid -g --gid -G --groups -s --shell -d --home-dir --home -c --comment -k --skel -b -e -f -p -K",
    "adduser": "-u -g -G -s -h -k --uid --gid --gecos --comment --shell --ingroup --home --firstuid",
    "pip": "-r -c -i --index-url --extra-index-url -f -e",
}


def _options(program: str, words: list[str]) -> tuple[dict[str, str], list[str]]:
    """The options of a program (those that take a value with it) and its other arguments."""
    valued = _WITH_VALUE.get(program, "").split()
    options: dict[str, str] = {}
    rest: list[str] = []
    words = list(words)
    while words:
        word = words.pop(0)
        if not word.startswith("-") or word == "-":
            rest.append(word)
        elif word == "--":
            return options, rest + words
        else:
            name, equals, value = word.partition("=")
            options[name] = value if equals else words.pop(0) if name in valued and words else ""
    return options, rest


def _flag(options: Mapping[str, str], letters: str, *names: str) -> bool:
    """Whether a one-letter option (also in a bundle such as ``-rf``) or a long one is given."""
    for option in options:
        if option in names or (not option.startswith("--") and any(letter in option[1:] for letter in letters)):
            return True
    return False


# --- programs ---------------------------------------------------------------------------------------


def _mkdir(process: Process, words: list[str]) -> None:
    _, rest = _options("mkdir", words)
    process.files.add(*(MadeFolder(process.path(word)) for word in rest if HOLE not in word))


def _adds_user(process: Process, words: list[str], program: str = "useradd") -> None:
    """``useradd -m``, ``adduser``: the home of the user is made."""
    options, rest = _options(program, words)
    home = next((options[name] for name in ("-d", "--home-dir", "--home", "-h") if options.get(name)), "")
    if program == "useradd" and not _flag(options, "m", "--create-home"):
        return
    if rest and "--no-create-home" not in options and not (program == "adduser" and "-H" in options):
        process.files.add(MadeFolder(process.path(home or f"/home/{rest[0]}")))


def _copy(process: Process, words: list[str], program: str = "cp") -> None:
    options, rest = _options(program, words)
    target = options.get("-t") or options.get("--target-directory")
    if target is None and len(rest) >= 2:
        target = rest.pop()
    if target is None or HOLE in target:
        return
    into = (
        target.endswith(("/", "/."))
        or target in (".", "..")
        or len(rest) > 1
        or process.files.is_folder(process.path(target))
    )
    for word in rest:
        for source in _existing(process, word):
            whole = word.endswith("/.")  # cp -r folder/. target: what is in the folder
            goal = join(target, name_of(source)) if into and not whole else target
            before = process.files.snapshot()
            process.files.add(Taken(process.path(goal), source, before))
            if program == "mv" and process.certain:
                process.files.add(Removed(source))


def _existing(process: Process, word: str) -> Iterator[str]:
    """The absolute paths that an argument names; a name that nothing is known of stands for itself."""
    path = process.path(word) if HOLE not in word else ""
    if not any(char in path for char in "*?["):
        if path:
            yield path
        return
    for name in process.files.names(folder_of(path)):
        if matches(join(folder_of(path), name), path):
            yield join(folder_of(path), name)


def _move(process: Process, words: list[str]) -> None:
    _copy(process, words, "mv")


def _link(process: Process, words: list[str]) -> None:
    """``ln -s target link``: a relative target is meant from the folder of the link."""
    options, rest = _options("ln", words)
    if "-t" in options or any(HOLE in word for word in rest) or not 1 <= len(rest) <= 2:
        return
    target = rest[0]
    link = process.path(rest[1] if len(rest) > 1 else name_of(target))
    if process.files.is_folder(link):
        link = join(link, name_of(target))
    symbolic = _flag(options, "s", "--symbolic")
    source = normpath(join(folder_of(link), target)) if symbolic else process.path(target)
    process.files.add(Taken(link, source, process.files.snapshot()))


def _install(process: Process, words: list[str]) -> None:
    options, rest = _options("install", words)
    if _flag(options, "d", "--directory"):
        _mkdir(process, rest)
        return
    if len(rest) < 2 or HOLE in rest[-1]:
        return
    mode = options.get("-m") or options.get("--mode") or "755"
    into = rest[-1].endswith("/") or len(rest) > 2 or process.files.is_folder(process.path(rest[-1]))
    for word in rest[:-1]:
        for source in _existing(process, word):
            goal = join(rest[-1], name_of(source)) if into else rest[-1]
            process.files.add(Taken(process.path(goal), source, process.files.snapshot(), executable_mode(mode)))


def _remove(process: Process, words: list[str]) -> None:
    _, rest = _options("rm", words)
    if process.certain:
        process.files.add(
            *(Removed(process.path(word)) for word in rest if HOLE not in word and not word.startswith("/*"))
        )


def _chmod(process: Process, words: list[str]) -> None:
    recursive = any(word == "--recursive" or (word[:1] == "-" and "R" in word) for word in words)
    given = [word for word in words if not word.startswith("--") and word not in ("-R", "-v", "-c", "-f", "-Rf", "-Rv")]
    executable = executable_mode(given[0]) if given else None
    if executable is None:
        return  # a mode that leaves the run bit alone
    if len(given) == 1:  # xargs gives the paths
        process.files.add(Mode("/", True, None))
    for word in given[1:]:
        if HOLE not in word:
            process.files.add(
                Mode(process.path(word), recursive, executable if process.certain or executable else None)
            )


def executable_mode(mode: str) -> bool | None:
    """What a mode of chmod says about running the file: ``+x``, ``755``, ``u=rwx,go=rx``; ``None`` when it says nothing."""
    if mode.isdecimal():
        return any(digit in "1357" for digit in mode[-3:])
    verdict: bool | None = None
    for clause in mode.split(","):
        for operator in "+=-":
            _, found, permissions = clause.partition(operator)
            if not found:
                continue
            if "x" in permissions:
                verdict = operator != "-"
            elif operator == "=" and "X" not in permissions:
                verdict = False
            break
    return verdict


def _find(process: Process, words: list[str]) -> None:
    """``find folders -name pattern -exec program {} +`` where the program changes modes or contents."""
    option = next((word for word in ("-exec", "-execdir", "-ok") if word in words), "")
    if not option:
        return
    program = words[words.index(option) + 1 :]
    folders = [word for word in _leading(words) if HOLE not in word] or ["."]
    named = next((words[i + 1] for i, word in enumerate(words[:-1]) if word in ("-name", "-iname")), "*")
    if program[:1] == ["chmod"] and len(program) > 1:
        executable = executable_mode(next((word for word in program[1:] if word[:1] != "-"), ""))
        if executable is not None:
            process.files.add(*(Mode(process.path(folder), True, executable, named) for folder in folders))
    elif name_of(program[0] if program else "") in ("sed", "dos2unix", "perl"):
        _, texts = edited(name_of(program[0]), program[1:])
        process.files.add(*(Rewritten(process.path(folder), texts) for folder in folders))


def _leading(words: list[str]) -> list[str]:
    """The words before the first option."""
    first = next((i for i, word in enumerate(words) if word.startswith(("-", "(", "!"))), len(words))
    return words[:first]


def _git(process: Process, words: list[str]) -> None:
    options, rest = _options("git", words)
    folder = options.get("-C", "")
    if not rest or rest[0] not in ("clone", "checkout", "pull", "submodule", "reset", "apply", "init"):
        return
    if rest[0] == "clone" and len(rest) > 1:
        folder = join(folder, rest[2] if len(rest) > 2 else name_of(rest[1]).removesuffix(".git"))
        if HOLE not in folder and is_own(process.files.tree, rest[1]):
            cloned(process.files, process.path(folder))
    unknown(process, folder)


def unknown(process: Process, path: str, python: bool = True) -> None:
    """Something may have been put at a path, or somewhere below the folder of an unknown one."""
    process.files.add(UnknownFiles(process.path(path) if HOLE not in path else process.folder, python))


def _curl(process: Process, words: list[str]) -> None:
    options, rest = _options("curl", _split_bundle(words, "oO"))
    saved = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "--output" or _ends_in(word, "o")]
    for path in saved:
        if path != "-":
            unknown(process, path)
    if _flag(options, "O", "--remote-name", "--remote-name-all"):
        for url in rest or [HOLE]:
            unknown(process, name_of(url) or HOLE)


def _split_bundle(words: list[str], letters: str) -> list[str]:
    """The words without bundles such as ``-fsSLo`` that end in an option with a value, and without that value."""
    kept, skip = [], False
    for word in words:
        if not skip:
            kept.append(word)
        skip = not skip and (word == "--output" or _ends_in(word, letters[0]))
    return kept


def _ends_in(word: str, letter: str) -> bool:
    return word.startswith("-") and not word.startswith("--") and word.endswith(letter)


def _wget(process: Process, words: list[str]) -> None:
    saved = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "--output-document" or _ends_in(word, "O")]
    saved += [word.partition("=")[2] for word in words if word.startswith("--output-document=")]
    saved += [word[2:] for word in words if word.startswith("-O") and len(word) > 2]
    if saved:
        for path in saved:
            if path != "-" and not path.startswith("/dev/"):
                unknown(process, path)
        return
    folders = [words[i + 1] for i, word in enumerate(words[:-1]) if word in ("-P", "--directory-prefix")]
    _, rest = _options("wget", words)
    for url in rest:
        unknown(process, join(folders[0] if folders else "", name_of(url) or HOLE))


def _unpack(process: Process, words: list[str]) -> None:
    """tar, unzip: into the folder that is named, or here."""
    for option in ("-C", "-d", "--directory"):
        if option in words[:-1]:
            unknown(process, words[words.index(option) + 1])
            return
    named = next((word.partition("=")[2] for word in words if word.startswith("--directory=")), "")
    creates = bool(words) and not words[0].startswith("--") and "c" in words[0].lstrip("-") and "." not in words[0]
    if not creates:
        unknown(process, named)


def _front_end(process: Process, words: list[str]) -> None:
    """npm and its like: packages into node_modules, builds anywhere below the folder, no Python."""
    options, rest = _options("npm", words)
    if _flag(options, "g", "--global") or rest[:1] in (["global"], ["config"], ["cache"], ["set"]):
        return
    prefix = next(
        (words[i + 1] for i, word in enumerate(words[:-1]) if word in ("--prefix", "--cwd", "-C", "--dir")), ""
    )
    installs = rest[:1] in (["install"], ["i"], ["ci"], ["add"]) or not rest
    unknown(process, join(prefix, "node_modules") if installs else prefix, python=False)


def _builds_here(process: Process, _words: list[str]) -> None:
    unknown(process, "")


def _builds_assets_here(process: Process, _words: list[str]) -> None:
    unknown(process, "", python=False)


def _touch(process: Process, words: list[str]) -> None:
    """What is there already stays as it is."""
    _, rest = _options("", words)
    writes_arguments(process, [w for w in rest if HOLE in w or process.files.lookup(process.path(w)).path is None])


def writes_arguments(process: Process, words: list[str]) -> None:
    """Each argument is a file that is written."""
    _, rest = _options("", words)
    for word in rest:
        unknown(process, word)


def _edit(process: Process, words: list[str], program: str) -> None:
    named, texts = edited(program, words)
    process.files.add(*(Rewritten(path, texts) for word in named for path in _existing(process, word)))


def _flask(process: Process, words: list[str]) -> None:
    """``flask db init`` and ``flask db migrate`` write the migrations."""
    _, rest = _options("", words)
    if "db" in rest and {"init", "migrate", "revision"} & set(rest):
        unknown(process, "migrations")


def _python(process: Process, words: list[str]) -> None:
    """A script of the project may write any data."""
    while words and words[0].startswith("-") and words[0] != "-c":
        words = words[1:]
    if words and words[0] != "-c" and process.files.lookup(process.path(words[0])).path is not None:
        unknown(process, "", python=False)


CHANGES: dict[str, Change] = {
    "mkdir": _mkdir,
    "cp": _copy,
    "mv": _move,
    "useradd": _adds_user,
    "adduser": lambda process, words: _adds_user(process, words, "adduser"),
    "ln": _link,
    "install": _install,
    "rm": _remove,
    "chmod": _chmod,
    "find": _find,
    "git": _git,
    "curl": _curl,
    "wget": _wget,
    "flask": _flask,
    "python": _python,
    **dict.fromkeys(("tar", "bsdtar", "unzip", "7z", "gunzip", "cpio"), _unpack),
    **dict.fromkeys(("npm", "yarn", "pnpm", "bun"), _front_end),
    **dict.fromkeys(
        ("npx", "bunx", "vite", "gulp", "webpack", "node", "tailwindcss", "ng", "pybabel", "msgfmt"),
        _builds_assets_here,
    ),
    **dict.fromkeys(
        ("make", "cmake", "rsync", "scp", "aws", "gsutil", "hg", "svn", "cookiecutter", "django-admin"), _builds_here
    ),
    **dict.fromkeys(("tee", "truncate"), writes_arguments),
    "touch": _touch,
    **{program: partial(_edit, program=program) for program in (*EDITORS, "dos2unix")},
}
