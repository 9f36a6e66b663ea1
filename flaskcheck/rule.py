"""What a rule is: one function that asks the project one question.

A rule lives in ``rules/<name_with_underscores>.py``. Its module's docstring is its page; its function is decorated with ``@rule`` and yields
a ``Problem`` for each mistake. The engine adds the rule's name and severity to make a finding.
"""

from __future__ import annotations

from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_SEARCHED_BYTES
from flaskcheck.ground.place import Fix, Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType
    from typing import TypeAlias

    from flaskcheck.files.edits import TextEdits
    from flaskcheck.project import Project

    MaybeFix: TypeAlias = "Fix | None"
    Problems: TypeAlias = "Iterable[Problem]"
    Check: TypeAlias = "Callable[[Project], Problems]"
else:
    Problems = MaybeFix = object  # only annotations name them

ERROR = "error"
WARNING = "warning"
INFO = "info"
SEVERITIES = (ERROR, WARNING, INFO)
"""From worst to mildest. Error: the deployment breaks, data is lost, or a secret or the debugger is exposed.
Warning: likely wrong in production. Info: advice, never fails a run."""

FAMILIES = (
    "server",
    "dependencies",
    "environment",
    "debug",
    "database",
    "network",
    "seeds",
    "platform",
    "portability",
    "security",
)


class Related(Record):
    """Another place that belongs to a finding, with what is there."""

    place: Place
    message: str


class Cause(Record):
    """The one thing that is wrong: ``kind`` says what it is (``file``, ``folder``, ``value``, ``command``, …), ``thing`` which one.

    Problems of one cause are one mistake, wherever they are seen. Those of one rule are reported once, the worst and first of them; those of a rule that another
    ``supersedes`` follow from that one's.
    """

    kind: str
    thing: str | Place


PYTHON_TWO = Cause("language", "Python 2")
"""The one mistake of a project that is written for Python 2: its files do not parse, and its imports of neighbours find nothing."""


class Problem(Record):
    """What a rule yields: where it is mended, what will happen in production, and what to do about it.

    ``severity`` overrides the rule's own where the catalogue grades by host; ``help`` says what to type, ``fix`` what to change (``edits`` makes it). ``cause`` is what other problems may share;
    ``brief`` says what is at this place where another problem of the cause is reported. Secrets never appear in any text: use ``flaskcheck.known.secrets.masked``.
    """

    place: Place
    message: str
    help: str = ""
    severity: str = ""
    related: tuple[Related, ...] = ()
    fix: MaybeFix = None
    cause: Cause | None = None
    brief: str = ""


def wrong_root(folder: str) -> Cause | None:
    """The one mistake behind all that cannot be found because another folder had to be deployed; ``None`` where none had (``folder`` is ``""``)."""
    return Cause("root", folder) if folder else None


def edits(project: Project, path: str) -> TextEdits:
    """What makes exact edits of a file, there or new."""
    from flaskcheck.files.edits import TextEdits

    return TextEdits(project.tree.source(path))


_MEDIA = tuple(
    ".png .jpg .jpeg .gif .webp .ico .bmp .tif .tiff .mp3 .mp4 .wav .ogg .webm .mov .avi .pdf .zip .gz .bz2 .xz .7z .whl .woff .woff2 .ttf .otf .eot .pyc .so .dll .exe "
    ".pkl .joblib .h5 .npy .npz .parquet .pt .pth .onnx .sqlite .sqlite3 .db".split()
)
"""How files end in which nobody writes words."""


def says(project: Project, paths: Iterable[str], *words: str) -> bool:
    """Whether one of these files, whatever is written in it, has one of these words, or may have one because there is too much to search; media are passed over."""
    wanted = [encoded(word) for word in words]
    left = MAX_SEARCHED_BYTES
    for path in paths:
        if path.lower().endswith(_MEDIA):
            continue
        raw = project.tree.source(path).raw
        left -= len(raw)
        if left < 0 or any(word in raw for word in wanted):
            return True
    return False


def typed(command: str) -> Fix:
    """What mends a problem is a command that the reader types."""
    return Fix(command=command)


def unsafe(fix: MaybeFix) -> MaybeFix:
    """A fix after which the application may do something else than its author wants."""
    return fix.replaced(is_unsafe=True) if fix else None


def word(text: str) -> str:
    """A text as one word of a shell."""
    from shlex import quote

    return quote(text)


def quoted(text: str) -> str:
    """A text in double quotes, as JSON, YAML and the exec form of a Dockerfile read it."""
    from json import dumps

    return dumps(text, ensure_ascii=False)


def some(names: Sequence[str]) -> str:
    """Names as a sentence holds them: at most three, then how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def read_at(place: Place, reader: Place, message: str) -> tuple[Related, ...]:
    """The place that reads what is mended elsewhere, as a related one; none where both are one line."""
    return () if (place.path, place.line) == (reader.path, reader.line) else (Related(reader, message),)


def happens(at_start: bool, phase: str = "") -> str:
    """What comes of a statement that fails, in words: one of every start, of a phase, or of what comes later."""
    if phase == "upgrade":
        return "the upgrade of the database fails"
    if phase == "release":
        return "the script that runs before the start fails"
    return "the app doesn't start" if at_start else "what reaches this line fails"


class Rule(Record):
    """A loaded rule. ``supersedes``: rules whose findings of the same cause, or at the same line without another cause, follow from its own: they become related places of it.

    ``score`` is how bad the mistake is for the security of what is deployed, in the numbers of CVSS; ``None`` where a rule says none.
    ``is_secret``: its findings stand where secrets do, so that nothing but names is shown of their lines. ``fixable``: some of its problems come with edits that mend them.
    """

    name: str
    family: str
    severity: str
    check: Check
    page: str
    supersedes: tuple[str, ...] = ()
    score: float | None = None
    is_secret: bool = False
    fixable: bool = False

    @property
    def file(self) -> str:
        """The file of a built-in rule, in the folder of rules; ``""`` for a plugin's."""
        package, _, path = self.check.__module__.partition("flaskcheck.rules.")
        return "" if package else f"{path.replace('.', '/')}.py"

    @property
    def stability(self) -> str:
        """``preview`` for a rule that runs only where preview is on, else ``stable``."""
        return "preview" if self.check.__module__.startswith("flaskcheck.rules.preview.") else "stable"

    @property
    def title(self) -> str:
        """The first line of the page, without its full stop."""
        return self.page.strip().partition("\n")[0].rstrip(".")

    @property
    def summary(self) -> str:
        """What the rule finds: the first paragraph below the title, or the title where there is none."""
        below = self.page.strip().split("\n\n", 2)[1:2]
        return " ".join(below[0].split()) if below and not below[0].startswith("#") else f"{self.title}."


def rule(
    *,
    family: str,
    severity: str,
    supersedes: tuple[str, ...] = (),
    score: float | None = None,
    is_secret: bool = False,
    fixable: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the function below; its name is the file's name, its page the module's docstring.

    Raises: ValueError for an unknown family or severity, or a module without a docstring.
    """
    if family not in FAMILIES or severity not in SEVERITIES:
        raise ValueError(f"unknown family or severity: {family}, {severity}")

    def make(check: Check) -> Rule:
        import sys

        module = sys.modules[check.__module__]
        page = module.__doc__ or (_left_out(module) if sys.flags.optimize > 1 else "")
        if not page:
            raise ValueError(f"{check.__module__} has no page: write its docstring")
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        return Rule(name, family, severity, check, page, supersedes, score, is_secret, fixable)

    return make


def _left_out(module: ModuleType) -> str:
    """The docstring of a module as its file has it: ``python -OO`` leaves them out."""
    import ast

    from flaskcheck.ground.reading import read

    try:
        return ast.get_docstring(ast.parse(read(module.__file__ or "")), clean=False) or ""
    except (OSError, SyntaxError, ValueError):
        return ""
