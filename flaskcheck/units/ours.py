"""Which of the declared deployments are flaskcheck's to judge: they run Python, have to do with a Flask application, and are not for developers; and which of them, by what they start, are workers or jobs."""

from __future__ import annotations

import posixpath

from flaskcheck.effects.flask_groups import group_of
from flaskcheck.effects.serving import may_serve
from flaskcheck.facts.expressions import Attribute
from flaskcheck.facts.python import CallSite
from flaskcheck.files.paths import folder_of_file, holding, is_in, outwards, relative
from flaskcheck.known import base_images
from flaskcheck.known.distributions import near_program
from flaskcheck.known.usual_names import PYTHON_PROGRAMS
from flaskcheck.shell.program import base_name
from flaskcheck.units.deployment import Deployment
from flaskcheck.units.unit import application_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Call
    from flaskcheck.images.image import Image
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation

TEST_RUNNERS = frozenset("behave coverage nose2 nox py.test pytest robot tox unittest".split())
"""Programs and modules that run an application's tests."""


_BESIDE = frozenset("make gmake curl wget sleep mkdir".split())
"""Programs that start others, which stand behind them, or come before what a container is for."""


def runs_python(deployment: Deployment) -> bool:
    """Whether the service runs Python at all: a front end or a database is not ours."""
    if deployment.image is None and deployment.host.is_unknown:
        return True
    if deployment.service.image and deployment.image is None:
        return False
    if deployment.image is None and not deployment.commands.written:
        return not deployment.service.base and bool(deployment.start.applications)
    if deployment.image is not None and deployment.image.python is not None:
        return True
    programs = tuple(deployment.commands.programs())
    return any(i.module or i.program in PYTHON_PROGRAMS for i in programs) or any(
        _may_mean_python(deployment, i) for i in programs
    )


def _may_mean_python(deployment: Deployment, invocation: Invocation) -> bool:
    """Whether a command that cannot run is meant for the application that lies there: a file that is missing, a word too many before the program, a slip."""
    roots = {application_root(deployment.repository, a.path) for a in deployment.repository.applications}
    root = deployment.service.root
    is_lost = invocation.written.startswith("-")  # an option is taken for the program
    is_slip = near_program(invocation.written) in PYTHON_PROGRAMS
    first = (invocation.written, *invocation.arguments[:1])
    programs = {base_name(word.split()[0]) for word in first if word.strip()}
    is_meant = deployment.view.lacks(invocation.absent) or programs & PYTHON_PROGRAMS or is_slip or is_lost
    return bool(is_meant) and (root in roots or (is_slip and any(is_in(each, root) for each in roots)))


def is_ours(deployment: Deployment) -> bool:
    """Whether a service has to do with a Flask application: one is among its files, or would be if all that its build asks for were there.

    A service of another kind beside the application, or one whose image others have published, is not flaskcheck's. A folder that is not there is a mistake of its own.
    """
    paths, root = {a.path for a in deployment.repository.applications}, deployment.root
    if _runs_tests(deployment):
        return False
    if not paths or any(target.application for _, target in deployment.start.targets):
        return True
    if deployment.image is None:
        if _is_others(deployment):
            return False
        return any(is_in(path, root) for path in paths) or not deployment.repository.tree.has_folder(root)
    return _image_holds(deployment, deployment.image, paths)


def _is_others(deployment: Deployment) -> bool:
    """Whether a container runs what others have published, with none of the repository's applications mounted into it; an image of a language alone is given what it runs."""
    base = deployment.service.base
    if not base or not deployment.host.is_container:
        return False
    mounted = deployment.service.binds
    if base_images.is_runtime(base_images.parse(base)) and not mounted:
        started = [i for i in deployment.commands.programs("start") if not i.builtin]
        return bool(started) and all(i.arguments[:1] == ("-c",) for i in started)  # all that it runs is in the command
    return not holding(mounted, (application.path for application in deployment.repository.applications))


def _image_holds(deployment: Deployment, image: Image, paths: set[str]) -> bool:
    """Whether one of the files is in an image, or would be if all that its build asks for were there."""
    if _starts_another_project(deployment, paths):
        return False
    if any(deployment.view.locate(path) is not None for path in paths):
        return True
    may_hold = bool(image.missing) or not deployment.view.complete or _starts_what_it_lacks(deployment, image)
    return may_hold and any(is_in(path, image.context) for path in paths)


def _starts_another_project(deployment: Deployment, paths: set[str]) -> bool:
    """Whether all that an image starts are modules (``python -m shop_jobs.mail``) of projects of the repository that hold no application: members of a workspace have files of their own for what they need."""
    started = [i for i in deployment.commands.programs("start") if not i.builtin]
    if not started or not all(i.module for i in started):
        return False
    tree, lists = deployment.repository.tree, deployment.repository.dependency_files
    own = {folder_of_file(path) for path in lists} - {""}
    for invocation in started:
        inner = invocation.program.replace(".", "/")
        found = [p for end in (".py", "/__main__.py") for p in tree.named(f"{inner}{end}".rpartition("/")[2])]
        found = [p for p in found if f"/{p}".endswith((f"/{inner}.py", f"/{inner}/__main__.py"))]
        projects = {next((f for f in outwards(folder_of_file(p)) if f in own), "") for p in found}
        if not found or any(not project or any(is_in(path, project) for path in paths) for project in projects):
            return False
    return True


def _starts_what_it_lacks(deployment: Deployment, image: Image) -> bool:
    """Whether an image starts a file of its build context that it does not hold: whoever wrote the command meant to copy it."""
    absent = (i.absent for i in deployment.commands.programs("start") if i.absent and deployment.view.lacks(i.absent))
    scripts = {relative(path, image.workdir or "/") for path in absent}
    modules = {t.module.replace(".", "/") for _, t in deployment.start.targets if t.status == "missing-module"}
    files = scripts | {f"{module}{end}" for module in modules if module for end in (".py", "/__init__.py")}
    if any(deployment.repository.tree.has(posixpath.join(image.context, file)) for file in files):
        return True
    return any(_imports_what_is_left(deployment, image, t.path) for _, t in deployment.start.targets if t.path)


def _imports_what_is_left(deployment: Deployment, image: Image, path: str) -> bool:
    """Whether a module that an image starts imports what makes an application, in the folder that the image is built from: the image alone does not have it."""
    module = deployment.repository.code.module(path)
    tops = {i.module.partition(".")[0] for i in module.imports if not i.level} if module is not None else set()
    named = [posixpath.join(image.context, top) for top in tops if top]
    applications = [application.path for application in deployment.repository.applications]
    return any(is_in(each, name) or each == f"{name}.py" for name in named for each in applications)


def _runs_tests(deployment: Deployment) -> bool:
    """Whether tests are all that a deployment starts: an image to test an application in, not one to serve it."""
    started = [i for i in deployment.commands.programs("start") if not i.builtin]
    run = [i for i in started if i.program not in _BESIDE] or started
    return bool(run) and all(i.program in TEST_RUNNERS for i in run)


# --- workers and jobs -------------------------------------------------------------------------------

_ON_TIME = frozenset("cron crond go-crond supercronic yacron celery-beat rqscheduler".split())
"""Programs that start others at their times."""

_ONCE = frozenset("alembic".split())
_UPGRADING = frozenset("upgrade migrate migration migrations downgrade stamp init-db create-db db".split())
"""The first words behind ``flask`` or a script whose command is over at once."""

_PAGES = frozenset(("flower", "rq-dashboard"))
"""Pages about workers, which visitors ask for."""


def as_it_serves(deployment: Deployment) -> Deployment:
    """A container that is declared as if it served the web, as the worker or job that it surely is."""
    service = deployment.service
    is_open = service.kind == "web" and deployment.host.is_container and not deployment.is_implied
    kind = _kind(deployment) if is_open else service.kind
    if kind == service.kind:
        return deployment
    own = service.replaced(kind=kind)
    return Deployment(deployment.repository, own, deployment.view, deployment.image, declared=service.kind)


def _kind(deployment: Deployment) -> str:
    commands = deployment.commands
    started = [i for i in commands.programs("start") if not (i.builtin or i.substituted)]
    if not started or commands.hides_programs or any(not _PAGES.isdisjoint((i.program, *i.arguments)) for i in started):
        return "web"
    servers = commands.web_servers
    if servers:
        is_job = all(_is_upgrade(server.invocation) for server in servers)
        if is_job or not _serves_nothing(deployment, servers):
            return "job" if is_job else "web"
        return "worker" if _goes_on(deployment) else "job"
    if any(server.kind == "worker" for server in commands.servers) or started[-1].program in _ON_TIME:
        return "worker"
    return "job" if all(map(_is_upgrade, started)) else "web"


def _is_upgrade(invocation: Invocation) -> bool:
    """Whether a command brings the database up to date, and is over then."""
    words = [word for word in invocation.arguments if not word.startswith("-")]
    if invocation.program == "flask":
        return words[:1] == ["db"]
    is_named = any(word in _UPGRADING for word in words[:2])
    return invocation.program in _ONCE or (invocation.program.endswith((".py", "python")) and is_named)


def _serves_nothing(deployment: Deployment, servers: tuple[Server, ...]) -> bool:
    """Whether all that might serve are Python programs of the repository, of which none starts a server or a program that may be one."""
    scripts = [server.script for server in servers]
    reached = deployment.start.production.modules
    if not all(scripts) or any(script not in reached for script in scripts):
        return False
    if not deployment.serving.serves_nothing({server.kind for server in servers}):
        return False
    if any(_has_commands(deployment, script) for script in scripts):
        return False
    trace = deployment.start.production.trace
    calls = (step.statement.call for step in trace.steps if isinstance(step.statement, CallSite))
    return not any(map(may_serve, calls)) and not any(group_of(trace, script) for script in scripts)


_LASTING = frozenset(
    "run_forever serve_forever start_consuming consume basic_consume listen wait join work loop loop_forever poll pause sleep "
    "subscribe run_until_complete run start start_blocking main_loop mainloop serve watch".split()
)
"""The last words of calls that may not come to an end."""


def _goes_on(deployment: Deployment) -> bool:
    """Whether what a program of the repository runs may last: a loop that a test ends, or a call that waits. Without either it is over once it is through."""
    for step in deployment.start.production.trace.steps:
        statement = step.statement
        if any(guard.kind == "while" for guard in statement.guards):
            return True
        if isinstance(statement, CallSite) and _last_word(statement.call) in _LASTING:
            return True
    return False


def _last_word(call: Call) -> str:
    """What is called, of whatever it is a method."""
    return call.function.name if isinstance(call.function, Attribute) else call.name.rpartition(".")[2]


_COMMAND_LINES = frozenset("click typer fire flask_script cleo cement docopt invoke".split())
"""Modules by which a script has commands of its own, which are chosen where nobody can follow."""


def _has_commands(deployment: Deployment, script: str) -> bool:
    module = deployment.code.module(script)
    return module is None or any(i.module.partition(".")[0] in _COMMAND_LINES for i in module.imports if not i.level)
