"""The environment variables of a deployment: which have a value, which may have one, and which are not to be seen."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.ground.numbers import number
from flaskcheck.ground.words import did_you_mean
from flaskcheck.hosts import index
from flaskcheck.known.base_images import may_hold_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.services import EnvFile, Service, Variable
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image
    from flaskcheck.values.value import Outcome

AMBIENT = frozenset(
    {
        "HOME",
        "PATH",
        "USER",
        "HOSTNAME",
        "PWD",
        "LANG",
        "TZ",
        "TMPDIR",
        "SHELL",
        "PYTHON_VERSION",
        "VIRTUAL_ENV",
        "PYTHONPATH",
    }
)
"""Variables that every process or base image has."""

SEARCHED = frozenset({"PATH", "PYTHONPATH"})
"""Where programs and modules are searched: who lists these alone may have the application's own variables elsewhere."""


_HOST_WORDS = ("HOST", "HOSTNAME", "SERVER", "ADDR", "ADDRESS")
_PASSWORD_WORDS = ("PASSWORD", "PASSWD", "PASS", "PWD")


class Environment:
    """The variables that a service's process starts with, as its files, its image and its host tell.

    ``provisioned`` gives the names that files besides the host's may set for a folder, and a cluster, if it may run in one; ``listed`` gives the dotenv file at a path, if there is one; ``is_implied``: no file declares the service, so that no file can list its variables.
    """

    def __init__(
        self,
        service: Service,
        host: Host,
        image: Image | None,
        tree: Tree,
        is_implied: bool,
        provisioned: Callable[[str, bool], frozenset[str]] = lambda root, may_be_in_cluster: frozenset(),
        listed: Callable[[str], EnvFile | None] = lambda path: None,
    ) -> None:
        self._service = service
        self._host = host
        self._image = image
        self._tree = tree
        self._is_implied = is_implied
        self._provisioned = provisioned
        self._listed = listed

    @cached_property
    def declared(self) -> dict[str, Variable]:
        """Every variable that reaches the process, by name; the platform's own declaration wins over the image's."""
        found: dict[str, Variable] = {}
        for variable in (*(self._image.variables if self._image else ()), *self._service.variables):
            if variable.source != "build":
                found[variable.name] = variable
        return found

    @property
    def port(self) -> int | None:
        """The number that PORT is declared to have."""
        return number(self.values.get("PORT"))

    @cached_property
    def values(self) -> dict[str, str | None]:
        """The values of the declared variables as far as they are literal, and of those that the host or its provisioning sets."""
        may_be_in_cluster = self._host.has_manifests or (self._image is not None and self._host.stands_for_many)
        provisioned = self._provisioned(self._service.root, may_be_in_cluster)
        found: dict[str, str | None] = dict.fromkeys((*provisioned, *self._host.sets_variables))
        found.update(self._host.fixed_variables)
        for folder in self._service.env_files:
            file = self._listed(folder.path)
            found.update({variable.name: variable.value for variable in (file.variables if file else ())})
        found.update(
            {
                n: v.value if v.source in ("literal", "reference") else None
                for n, v in self.declared.items()
                if v.source != "optional"
            }
        )
        return found

    @cached_property
    def literal(self) -> dict[str, str]:
        """Only those variables whose value is written in a file."""
        return {name: value for name, value in self.values.items() if value is not None}

    def is_for_a_neighbour(self, name: str) -> bool:
        """Whether a variable is the password of a container beside this one, as the host beside it tells: ``DB_PASSWORD`` with ``DB_HOST=db``."""
        stem, line, _ = name.rpartition("_")
        if not line and name.endswith(_PASSWORD_WORDS):  # ``PGPASSWORD`` with ``PGHOST``, as libpq calls them
            stem = next(name.removesuffix(word) for word in _PASSWORD_WORDS if name.endswith(word))
        hosts = [self.literal.get(f"{stem}{line}{word}", "") for word in _HOST_WORDS] if stem else []
        is_inside = self._host.is_container or self._image is not None
        return is_inside and any(host and not host.strip("abcdefghijklmnopqrstuvwxyz0123456789_-") for host in hosts)

    def origin_of(self, outcome: Outcome, reader: Place) -> Place:
        """Where a value is mended that is read at a place: the declared variable, the constant, the default; the reader when that is part of it."""
        if outcome.variables and not outcome.unset:
            found = [v.place for name in sorted(outcome.variables) if (v := self.declared.get(name)) and v.value]
            return found[0] if len(found) == 1 and found[0].line else reader
        written = outcome.place
        return reader if reader.holds(written) or not written.line else written

    @property
    def is_listed(self) -> bool:
        """Whether the platform's own file lists variables, so that one that is not listed is likely forgotten; always on hosts that have no other place for them."""
        if self._is_implied or self._host.stands_for_many or self._host.file_has_values_only:
            return False
        taken = AMBIENT if self._host.is_placed else SEARCHED
        listed = (v for v in self._service.variables if v.source not in ("build", "host") and v.name not in taken)
        return self._host.file_is_complete or any(listed)

    def has(self, name: str) -> bool:
        """Whether a variable surely has a value: the deployment's files declare it, or the host or an attached database sets it."""
        return name in self.values or any(v.name == name for v in self._service.databases)

    def is_unseen(self, name: str) -> bool:
        """Whether a variable may have a value that cannot be read here: its declaration gives none, or one that another is put into."""
        declared = self.declared.get(name)
        known = "" if declared is None else self.values.get(name)
        return known is None or "$" in known.replace(f"${name}", "") or "*" in self.declared or self._has_unseen

    def may_have(self, name: str) -> bool:
        """Whether a variable is declared, set by the host, or may come from a file or a group that cannot be seen."""
        return self.is_declared(name) or self._has_unseen

    def is_declared(self, name: str) -> bool:
        """Whether a variable is declared, set by the host or the machine, or its declaration names no variables."""
        return name in self.declared or "*" in self.declared or name in AMBIENT or self.has(name)

    def near(self, name: str) -> str:
        """A question after the declared variable whose name is nearly the same, or nothing."""
        return did_you_mean(name, self.declared)

    def is_hosts_own(self, name: str) -> bool:
        """Whether the host sets a variable itself; where no file says which host it is, whether any does that it may be (that reads a Procfile, where there is one): who asks for it deploys there."""
        if not self._host.is_unknown and (self._host.is_container or not self._host.stands_for_many):
            return name in self._host.sets_variables or self.may_be_elsewhere(name)
        may_be = (host for host in map(index.host, index.MODULES) if self._host.is_unknown or host.reads_procfile)
        return any(name in host.sets_variables for host in may_be if not host.is_container)

    def may_be_elsewhere(self, name: str) -> bool:
        """Whether a variable tells of a host that may run the same image, where nothing says that this is all that does: who asks for it deploys there."""
        if not (self._host.is_container and (self._host.stands_for_many or self._host.is_at_home)):
            return False
        return index.tells_of_a_host(name)

    def lacks(self, names: frozenset[str]) -> bool:
        """Whether nothing that can be read here sets any of some variables; false of none."""
        return bool(names) and not any(self.may_have(name) or self.is_hosts_own(name) for name in names)

    @cached_property
    def _has_unseen(self) -> bool:
        """Whether an ``env_file`` of the service, or a file of variables that is mounted, is not in the repository, or secrets are mounted as a whole."""
        named = (*(folder.path for folder in self._service.env_files), *self._mounted_files)
        return (
            any(not self._tree.has(path) for path in named)
            or (self._image is None and may_hold_code(self._service.base))
            or any(v.source == "group" for v in self._service.variables)
        )

    @property
    def _mounted_files(self) -> Iterator[str]:
        """The files of variables of the machine that are mounted for the application to load (``./.env:/app/.env``)."""
        for mount in self._service.mounts:
            name = mount.path.rpartition("/")[2]
            if name == ".env" or name.startswith(".env.") or name.endswith(".env"):
                yield mount.source
