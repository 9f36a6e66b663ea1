"""Dotenv files as python-dotenv's parser understands them, the very one that Flask and ``load_dotenv`` read them with: it is imported where a line is not plain."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import EnvFile, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.known import credentials, placeholders, secrets
from flaskcheck.known.loopback import is_loopback_address, is_stand_in, loopback_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import StringIO

    from dotenv.parser import Binding

    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place

EXAMPLE_WORDS = frozenset(
    """example examples sample samples template dist tmpl j2 jinja jinja2 erb mustache hbs defaults default tpl schema vault model models skeleton reference
    exemplo modelo ejemplo muestra plantilla exemple modele modèle beispiel vorlage muster esempio voorbeeld przyklad ornek""".split()
)
"""What the file that others copy, or a tool fills in, is called; it is reported only where it gives away something live."""

FRONT_END_PREFIXES = (
    "VITE_",
    "NEXT_PUBLIC_",
    "REACT_APP_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "VUE_APP_",
    "GATSBY_",
    "EXPO_PUBLIC_",
    "STORYBOOK_",
)
FRONT_END_NAMES = frozenset(
    {"NODE_ENV", "PORT", "BROWSER", "GENERATE_SOURCEMAP", "SKIP_PREFLIGHT_CHECK", "HOST", "CI", "FAST_REFRESH"}
)
_NOT_ENV = frozenset(
    "py pyi yaml yml json toml md rst txt js cjs mjs jsx cjsx mjsx ts cts mts tsx ctsx mtsx vue go rs rb php java kt kts cs c h cpp swift ex exs tf xml sql cfg ini conf lock htm html css"
    " svg".split()
)
"""How files end that are no dotenv files."""


_FLAGS = frozenset(("DEBUG", "FLASK_DEBUG", "APP_DEBUG"))

_PUBLIC = frozenset(
    """FLASK_APP FLASK_ENV FLASK_DEBUG FLASK_RUN_PORT FLASK_RUN_HOST PORT HOST DEBUG PYTHONPATH ENV LOG_LEVEL TZ
    PYTHONUNBUFFERED""".split()
)
_DATABASES = ("DB", "DATABASE", "DBNAME", "DB_NAME", "DATABASE_NAME", "NAME")

LONGEST_NONE = 2
"""Characters up to which a value keeps nothing secret: what a local stand-in for a service is given (``AWS_SECRET_ACCESS_KEY=1``)."""


def read(source: Source) -> EnvFile:
    """The variables of a dotenv file in order; a line that python-dotenv cannot parse is an error.

    The parser's line number is wrong after blank lines (python-dotenv 1.2): the leading line ends of what it consumed are added.
    """
    plain = _plain(source.text)
    if plain is not None:
        found = (Variable(name, value, source.line_place(line)) for line, name, value in plain)
        return EnvFile(source.path, tuple(found), ())
    import io

    variables, errors = [], []
    for binding in _parse_stream()(io.StringIO(source.text)):
        original = binding.original.string
        skipped = len(original) - len(original.lstrip("\n \t\r"))
        line = binding.original.line + original[:skipped].count("\n")
        place = source.line_place(line)
        if binding.error:
            errors.append(Unreadable("syntax", "python-dotenv cannot read this line and leaves it out", place))
        elif binding.key is not None:
            variables.append(Variable(binding.key, binding.value, place))
    return EnvFile(source.path, tuple(variables), tuple(errors))


def _plain(content: str) -> list[tuple[int, str, str]] | None:
    """The line, the name and the value of each variable, if all lines are plain: ``NAME=value``, in quotes or not, without escapes and comments behind it; else ``None``."""
    found = []
    for number, line in enumerate(content.split("\n"), 1):
        written = line.strip(" \t")
        if "\r" in written or written != written.strip():
            return None
        if not written or written[0] == "#":
            continue
        name, is_given, text = written.removeprefix("export ").partition("=")
        name, value = name.rstrip(" "), _unquoted(text.strip())
        if not is_given or value is None or not name.replace("_", "").isalnum():
            return None
        found.append((number, name, value))
    return found


def _unquoted(value: str) -> str | None:
    """A plain value without its quotes, ``None`` for any other."""
    if not {"#", "\\"}.isdisjoint(value):
        return None
    quote = value[:1]
    if quote not in ("'", '"'):
        return value
    inner = value[1:-1]
    return inner if len(value) > 1 and value[-1] == quote and quote not in inner else None


def _parse_stream() -> Callable[[StringIO], Iterator[Binding]]:
    """python-dotenv's parser alone: its package also imports logging, tempfile and shutil, which nothing here uses (12 ms for 2)."""
    import sys
    from importlib.machinery import PathFinder

    found = PathFinder.find_spec("dotenv") if "dotenv" not in sys.modules else None
    if found is None:
        from dotenv.parser import parse_stream

        return parse_stream
    package = type(sys)("dotenv")
    package.__path__ = list(found.submodule_search_locations or ())
    sys.modules["dotenv"] = package
    try:
        from dotenv.parser import parse_stream

        return parse_stream
    finally:
        del sys.modules["dotenv"]


class VariableFile:
    """A file of variables with what it gives away. ``beside_package_json``: it lies beside a front end's manifest."""

    def __init__(self, file: EnvFile, beside_package_json: bool = False) -> None:
        self.path = file.path
        self.variables = file.variables
        self._file = file
        self._beside = beside_package_json

    @property
    def kind(self) -> str:
        """What it is by its name, as ``kind_of_env_file`` tells."""
        return kind_of_env_file(self.path)

    @property
    def is_front_end(self) -> bool:
        """Whether it holds only what a front-end build puts into the public bundle anyway."""
        return is_front_end(self._file, self._beside)

    @property
    def secrets(self) -> list[Variable]:
        """The variables that hold a secret."""
        return secret_variables(self._file)

    @property
    def turns_debug_on(self) -> bool:
        """Whether it turns debug mode on."""
        return any(v.name.upper() in _FLAGS and (v.value or "").lower() in words.ON for v in self.variables)

    @property
    def speaks_of_development(self) -> bool:
        """Whether it turns debug mode on, or names the developer's own machine."""
        return self.turns_debug_on or any(loopback_host(v.value or "") is not None for v in self.variables)

    def is_a_developers(self, variable: Variable) -> bool:
        """Whether a value only stands for the real one, or opens nothing but a database on the developer's own machine."""
        value = variable.value or ""
        if secrets.is_placeholder(value):
            return True
        url = secrets.url_credentials(value)
        if "://" in value:
            return loopback_host(value) is not None or (url is not None and url.password == url.user)
        return value in self._known_of(variable) or any(map(is_loopback_address, self.hosts_of(variable)))

    def _known_of(self, variable: Variable) -> list[str]:
        """What everyone knows of the service that a password is for: one that is called like its user or its database is nobody's secret, as in an address."""
        start = variable.name.upper().partition("PASS")[0]
        names = {f"{start}USER", f"{start}USERNAME"} if start.strip("_") else set()
        service = start.partition("_")[0]  # MYSQL_ROOT_PASSWORD, MYSQL_DATABASE
        names |= {f"{service}_{word}" for word in _DATABASES} if service and start.strip("_") else set()
        return [v.value for v in self.variables if v.name.upper() in names and v.value]

    def holds_keys(self, variables: list[Variable]) -> bool:
        """Whether one of some values is a service's key, or, unless the file is called a developer's, one that a machine made up: no word to begin with."""
        values = [variable.value or "" for variable in variables]
        if any(map(secrets.known_token, values)) or self.kind == "development":
            return any(map(secrets.known_token, values))
        return any(credentials.is_made_by_a_machine(v) and not secrets.is_placeholder(v) for v in values)

    @property
    def is_public(self) -> bool:
        """Whether everyone may know all of it: nothing is set but how and where the application is started."""
        return all(v.name in _PUBLIC or not v.value for v in self.variables)

    def hosts_of(self, variable: Variable) -> list[str]:
        """The servers that a password of the same prefix is for (``POSTGRES_HOST`` of ``POSTGRES_PASSWORD``)."""
        start = variable.name.upper().partition("PASS")[0]
        names = (f"{start}HOST", f"{start}SERVER") if start.strip("_") else ()
        return [v.value or "" for v in self.variables if v.name.upper() in names]


class VariableFiles:
    """The files of variables of one repository, ``files`` as they are read; ``hosts`` are the files that hand them over to services."""

    def __init__(
        self, tree: Tree, files: Callable[[], dict[str, EnvFile]], hosts: Callable[[], tuple[PlatformFile, ...]]
    ) -> None:
        self._tree = tree
        self._files = files
        self._hosts = hosts

    def of(self, path: str) -> VariableFile | None:
        """The file at a path, if git has it and it is a text: what is encrypted gives nothing away."""
        file = None if self._tree.source(path).is_binary else self._files().get(path)
        manifest = f"{path.rpartition('/')[0]}/package.json".lstrip("/")
        return VariableFile(file, self._tree.has(manifest)) if file and self._tree.is_tracked(path) else None

    @property
    def given_away(self) -> Iterator[VariableFile]:
        """Those that git has, with variables that are no front end's."""
        found = filter(None, map(self.of, self._files()))
        return (file for file in found if file.variables and not file.is_front_end)

    @property
    def databases(self) -> frozenset[str]:
        """The database containers of the repository: the passwords of their accounts open nothing else."""
        return frozenset(s.name for file in self._hosts() for s in file.services if s.kind == "database")

    def is_for_work(self, path: str, deployed: Iterable[Place]) -> bool:
        """Whether only containers beside an application that people work in are handed a file: code is mounted into one of them, and nothing is ``deployed`` by a file of the same folder."""
        files = [file for file in self._hosts() if file.services]
        naming = (f for f in files if any(given.path == path for s in f.services for given in s.env_files))
        folders = {folder_of_file(file.path) for file in naming}
        mounting = (f for f in files if any(service.mounts_code for service in f.services))
        is_worked_in = any(folder_of_file(file.path) in folders for file in mounting)
        is_deployed = any(folder_of_file(place.path) in folders for place in deployed)
        return is_worked_in and not is_deployed and path.rpartition("/")[2] != ".env"


def kind_of_env_file(path: str) -> str:
    """What a file is by its name: ``real``, ``development``, ``example``, ``flaskenv``, ``direnv``, ``script`` or ``not`` (no dotenv file)."""
    name = path.rpartition("/")[2].lower()
    if name == ".flaskenv":
        return "flaskenv"
    if name == ".envrc":
        return "direnv"
    parts = name.replace("-", ".").replace("_", ".").split(".")
    if "env" not in parts or parts[-1] == "py" or name.rpartition(".")[2] in _NOT_ENV:
        return "not"
    if not EXAMPLE_WORDS.isdisjoint(parts):
        return "example"
    if name.endswith((".sh", ".bat", ".ps1")):
        return "script"
    if not name.startswith((".env", "env.")) and not name.endswith(".env"):
        return "not"
    return "development" if any(map(words.is_development, path.lower().split("/"))) else "real"


def is_front_end(file: EnvFile, beside_package_json: bool = False) -> bool:
    """Whether a file holds only what a front-end build puts into the public bundle anyway."""
    names = [variable.name for variable in file.variables]
    public = [name for name in names if name.startswith(FRONT_END_PREFIXES)]
    others = [name for name in names if name not in public and name not in FRONT_END_NAMES]
    return bool(public) and not others or (beside_package_json and not others)


def secret_variables(file: EnvFile) -> list[Variable]:
    """The variables that hold a secret: by name, by shape, or a URL with a password; what asks to be replaced is none."""
    found = []
    for variable in file.variables:
        value = variable.value or ""
        named = secrets.is_secret_name(variable.name) and len(value) > LONGEST_NONE
        url = secrets.url_credentials(value)
        is_one = (
            (named and not secrets.is_reference(value) and not secrets.is_open_address(value))
            or secrets.known_token(value)
            or (url and not secrets.is_placeholder(url.password))
        )
        if is_one and not placeholders.asks(value) and not _is_for_stand_in(file, variable):
            found.append(variable)
    return found


def _is_for_stand_in(file: EnvFile, variable: Variable) -> bool:
    """Whether a key of a cloud is for what stands in for it on the developer's own machine, as the address beside it says (``AWS_ENDPOINT_URL``): any text will do there."""
    cloud = variable.name.upper().partition("_")[0]
    if cloud not in _CLOUDS or secrets.known_token(variable.value or ""):
        return False
    beside = (v for v in file.variables if v.name.upper().startswith(f"{cloud}_") and "ENDPOINT" in v.name.upper())
    return any(loopback_host(v.value or "") or is_stand_in(v.value or "") for v in beside)


_CLOUDS = frozenset(("AWS", "S3", "DYNAMODB", "SQS", "SNS", "AZURE", "GCS", "MINIO"))
