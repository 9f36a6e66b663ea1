"""What single programs do to the files of an image when a RUN starts them."""

from __future__ import annotations

from posixpath import join, normpath

from flaskcheck.ground.place import HOLE
from flaskcheck.images.files import (
    Folder,
    Mode,
    Removed,
    Rewritten,
    Taken,
    Unknown,
    folder_of,
    matches,
    name_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from flaskcheck.images.runs import Run

    Effect: TypeAlias = "Callable[[Run, list[str]], None]"

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


def _cd(run: Run, words: list[str]) -> None:
    if words and HOLE not in words[0] and words[0] != "-":
        run.cwd = run.path(words[0])


def _mkdir(run: Run, words: list[str]) -> None:
    _, rest = _options("mkdir", words)
    run.files.add(*(Folder(run.path(word)) for word in rest if HOLE not in word))


def _copy(run: Run, words: list[str], program: str = "cp") -> None:
    options, rest = _options(program, words)
    target = options.get("-t") or options.get("--target-directory")
    if target is None and len(rest) >= 2:
        target = rest.pop()
    if target is None or HOLE in target:
        return
    into = (
        target.endswith(("/", "/.")) or target in (".", "..") or len(rest) > 1 or run.files.is_folder(run.path(target))
    )
    for word in rest:
        for source in _existing(run, word):
            whole = word.endswith("/.")  # cp -r folder/. target: what is in the folder
            goal = join(target, name_of(source)) if into and not whole else target
            before = run.files.snapshot()
            run.files.add(Taken(run.path(goal), source, before))
            if program == "mv" and run.certain:
                run.files.add(Removed(source))


def _existing(run: Run, word: str) -> Iterator[str]:
    """The absolute paths that an argument names; a name that nothing is known of stands for itself."""
    path = run.path(word) if HOLE not in word else ""
    if not any(char in path for char in "*?["):
        if path:
            yield path
        return
    for name in run.files.names(folder_of(path)):
        if matches(join(folder_of(path), name), path):
            yield join(folder_of(path), name)


def _move(run: Run, words: list[str]) -> None:
    _copy(run, words, "mv")


def _link(run: Run, words: list[str]) -> None:
    """``ln -s target link``: a relative target is meant from the folder of the link."""
    options, rest = _options("ln", words)
    if "-t" in options or any(HOLE in word for word in rest) or not 1 <= len(rest) <= 2:
        return
    target = rest[0]
    link = run.path(rest[1] if len(rest) > 1 else name_of(target))
    if run.files.is_folder(link):
        link = join(link, name_of(target))
    symbolic = _flag(options, "s", "--symbolic")
    source = normpath(join(folder_of(link), target)) if symbolic else run.path(target)
    run.files.add(Taken(link, source, run.files.snapshot()))


def _install(run: Run, words: list[str]) -> None:
    options, rest = _options("install", words)
    if _flag(options, "d", "--directory"):
        _mkdir(run, rest)
        return
    if len(rest) < 2 or HOLE in rest[-1]:
        return
    mode = options.get("-m") or options.get("--mode") or "755"
    into = rest[-1].endswith("/") or len(rest) > 2 or run.files.is_folder(run.path(rest[-1]))
    for word in rest[:-1]:
        for source in _existing(run, word):
            goal = join(rest[-1], name_of(source)) if into else rest[-1]
            run.files.add(Taken(run.path(goal), source, run.files.snapshot(), executable_mode(mode)))


def _remove(run: Run, words: list[str]) -> None:
    _, rest = _options("rm", words)
    if run.certain:
        run.files.add(*(Removed(run.path(word)) for word in rest if HOLE not in word and not word.startswith("/*")))


def _chmod(run: Run, words: list[str]) -> None:
    recursive = any(word == "--recursive" or (word[:1] == "-" and "R" in word) for word in words)
    given = [word for word in words if not word.startswith("--") and word not in ("-R", "-v", "-c", "-f", "-Rf", "-Rv")]
    executable = executable_mode(given[0]) if given else None
    if executable is None:
        return  # a mode that leaves the run bit alone
    if len(given) == 1:  # xargs gives the paths
        run.files.add(Mode("/", True, None))
    for word in given[1:]:
        if HOLE not in word:
            run.files.add(Mode(run.path(word), recursive, executable if run.certain or executable else None))


def executable_mode(mode: str) -> bool | None:
    """What a mode of chmod says about running the file: ``+x``, ``755``, ``u=rwx,go=rx``; ``None`` when it says nothing."""
    if mode.isdigit():
        return any(int(digit) & 1 for digit in mode[-3:] if digit < "8")
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


def _find(run: Run, words: list[str]) -> None:
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
            run.files.add(*(Mode(run.path(folder), True, executable, named) for folder in folders))
    elif name_of(program[0] if program else "") in ("sed", "dos2unix", "perl"):
        run.files.add(*(Rewritten(run.path(folder)) for folder in folders))


def _leading(words: list[str]) -> list[str]:
    """The words before the first option."""
    first = next((i for i, word in enumerate(words) if word.startswith(("-", "(", "!"))), len(words))
    return words[:first]


def _git(run: Run, words: list[str]) -> None:
    options, rest = _options("git", words)
    folder = options.get("-C", "")
    if not rest or rest[0] not in ("clone", "checkout", "pull", "submodule", "reset", "apply", "init"):
        return
    if rest[0] == "clone" and len(rest) > 1:
        folder = join(folder, rest[2] if len(rest) > 2 else name_of(rest[1]).removesuffix(".git"))
    _unknown(run, folder)


def _unknown(run: Run, path: str, python: bool = True) -> None:
    """Something may have been put at a path, or somewhere below the folder of an unknown one."""
    run.files.add(Unknown(run.path(path) if HOLE not in path else run.cwd, python))


def _curl(run: Run, words: list[str]) -> None:
    options, rest = _options("curl", _split_bundle(words, "oO"))
    saved = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "--output" or _ends_in(word, "o")]
    for path in saved:
        if path != "-":
            _unknown(run, path)
    if _flag(options, "O", "--remote-name", "--remote-name-all"):
        for url in rest or [HOLE]:
            _unknown(run, name_of(url) or HOLE)


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


def _wget(run: Run, words: list[str]) -> None:
    saved = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "--output-document" or _ends_in(word, "O")]
    saved += [word.partition("=")[2] for word in words if word.startswith("--output-document=")]
    saved += [word[2:] for word in words if word.startswith("-O") and len(word) > 2]
    if saved:
        for path in saved:
            if path != "-" and not path.startswith("/dev/"):
                _unknown(run, path)
        return
    folders = [words[i + 1] for i, word in enumerate(words[:-1]) if word in ("-P", "--directory-prefix")]
    _, rest = _options("wget", words)
    for url in rest:
        _unknown(run, join(folders[0] if folders else "", name_of(url) or HOLE))


def _unpack(run: Run, words: list[str]) -> None:
    """tar, unzip: into the folder that is named, or here."""
    for option in ("-C", "-d", "--directory"):
        if option in words[:-1]:
            _unknown(run, words[words.index(option) + 1])
            return
    named = next((word.partition("=")[2] for word in words if word.startswith("--directory=")), "")
    creates = bool(words) and not words[0].startswith("--") and "c" in words[0].lstrip("-") and "." not in words[0]
    if not creates:
        _unknown(run, named)


def _front_end(run: Run, words: list[str]) -> None:
    """npm and its like: packages into node_modules, builds anywhere below the folder, no Python."""
    options, rest = _options("npm", words)
    if _flag(options, "g", "--global") or rest[:1] in (["global"], ["config"], ["cache"], ["set"]):
        return
    prefix = next(
        (words[i + 1] for i, word in enumerate(words[:-1]) if word in ("--prefix", "--cwd", "-C", "--dir")), ""
    )
    installs = rest[:1] in (["install"], ["i"], ["ci"], ["add"]) or not rest
    _unknown(run, join(prefix, "node_modules") if installs else prefix, python=False)


def _builds_here(run: Run, _words: list[str]) -> None:
    _unknown(run, "")


def _builds_assets_here(run: Run, _words: list[str]) -> None:
    _unknown(run, "", python=False)


def _writes_arguments(run: Run, words: list[str]) -> None:
    _, rest = _options("", words)
    for word in rest:
        _unknown(run, word)


def _rewrites(run: Run, words: list[str]) -> None:
    run.files.add(*(Rewritten(run.path(word)) for word in words if not word.startswith("-") and HOLE not in word))


def _sed(run: Run, words: list[str]) -> None:
    if any(
        word.startswith(("-i", "--in-place")) or (word[:1] == "-" and word[:2] != "--" and "i" in word)
        for word in words
    ):
        _rewrites(run, words)


def _flask(run: Run, words: list[str]) -> None:
    """``flask db init`` and ``flask db migrate`` write the migrations."""
    _, rest = _options("", words)
    if "db" in rest and {"init", "migrate", "revision"} & set(rest):
        _unknown(run, "migrations")


def python(run: Run, words: list[str]) -> None:
    """A script of the project may write any data; modules that are known to run programs are followed."""
    while words and words[0].startswith("-") and words[0] not in ("-m", "-c"):
        words = words[1:]
    if words[:1] == ["-m"] and len(words) > 1:
        run.program(words[1:], run.certain)
    elif words and words[0] not in ("-c", "-") and run.files.lookup(run.path(words[0])).path is not None:
        _unknown(run, "", python=False)


def _pip(run: Run, words: list[str]) -> None:
    """``pip install -t folder`` puts packages into a folder."""
    for option in ("-t", "--target"):
        if option in words[:-1]:
            _unknown(run, words[words.index(option) + 1])


EFFECTS: dict[str, Effect] = {
    "cd": _cd,
    "mkdir": _mkdir,
    "cp": _copy,
    "mv": _move,
    "ln": _link,
    "install": _install,
    "rm": _remove,
    "chmod": _chmod,
    "find": _find,
    "git": _git,
    "curl": _curl,
    "wget": _wget,
    "flask": _flask,
    "sed": _sed,
    "pip": _pip,
    "pip3": _pip,
    **dict.fromkeys(("tar", "bsdtar", "unzip", "7z", "gunzip", "cpio"), _unpack),
    **dict.fromkeys(("npm", "yarn", "pnpm", "bun"), _front_end),
    **dict.fromkeys(
        ("npx", "bunx", "vite", "gulp", "webpack", "node", "tailwindcss", "ng", "pybabel", "msgfmt"),
        _builds_assets_here,
    ),
    **dict.fromkeys(
        ("make", "cmake", "rsync", "scp", "aws", "gsutil", "hg", "svn", "cookiecutter", "django-admin"), _builds_here
    ),
    **dict.fromkeys(("touch", "tee", "truncate"), _writes_arguments),
    **dict.fromkeys(("dos2unix", "perl"), _rewrites),
}
