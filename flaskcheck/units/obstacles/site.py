"""Why a command cannot run, and what is known of the place where it would."""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import Variable
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.installed.installed import Installed
    from flaskcheck.shell.program import Invocation


class Obstacle(Record):
    """Why a command cannot run.

    ``kind``: ``prompt`` (``$ gunicorn``), ``option`` (``> gunicorn -b``, whose program is ``-b``), ``label`` (``web: gunicorn``), ``list`` (a list that is no JSON, so that a shell gets it), ``blanks`` (a whole command as one name), ``misspelt`` (``near`` is the program that is
    meant), ``absent`` (no such file; ``near`` is a file that is almost called so), ``case`` (``near`` is the file's name), ``ignored`` (git ignores the file),
    ``left-out`` (the repository has the file ``near``, the image not), ``environment`` (a virtual environment that nothing makes),
    ``subcommand`` (``flask`` has no command of that name; ``near`` is what is meant), ``requirements`` (``pip install`` is given a file without -r),
    ``early`` (a later step installs the program),
    ``archived`` (apt finds no lists of packages: the base image is of a distribution, ``written``, that is in the archive alone),
    ``python`` (an installer refuses the project, since the file ``near`` asks for another Python: ``written``), ``pin`` (the same of the Python ``why`` that a file names for uv),
    ``settings`` (alembic finds no alembic.ini where it runs; ``near`` is one elsewhere),
    ``unheard`` (the script ``near``, an image's entrypoint, never runs it), ``unargued`` (the same, since the entrypoint is no list and gets no arguments),
    ``waiting`` (a server is started only if there is a file ``written``, and there is none),
    ``target`` (an application in place of the program that serves it), ``unread`` (an argument that only a shell understands, in a list that ``near`` gets without one),
    ``user`` (a container is to run as a user that nobody has made), ``homeless`` (pip runs as a user without a home, ``written``), ``homebound`` (pip puts the program into the home of the user ``near``, where PATH does not lead),
    ``folder`` (a server is to write into the folder ``near``, which is not there; ``written`` is what it says),
    ``configuration`` (a server is given a configuration file that is not there; ``why`` and ``near`` say as much of it as the kinds of a script do).
    """

    invocation: Invocation
    kind: str
    place: Place
    written: str
    near: str = ""
    why: str = ""


class Site(Record):
    """Where commands run: ``folder`` is the repository folder that is at the view's current one; ``is_seen`` is false where programs may be that nothing here brings;
    ``is_bare``: no program of a distribution is there before a command installs it; ``variables`` are those of an image; ``environments``: further folders of virtual
    environments that nothing makes but a command."""

    tree: Tree
    view: View
    folder: str
    installed: Installed
    is_image: bool
    is_seen: bool
    is_bare: bool = False
    variables: tuple[Variable, ...] = ()
    environments: tuple[str, ...] = ()


def is_certain(invocation: Invocation) -> bool:
    """Whether the command runs, and its failure ends what it stands in."""
    return not (invocation.conditional or invocation.ignored_failure or invocation.substituted or invocation.tested)
