"""The hosts, one line each: where its row and its reader stand, and what is asked of all hosts before any of them is loaded.

A host's own file is imported when its row or its reader is first asked for: importing all of them would cost more than a small run.
``tests/test_hosts.py`` holds each line against the file that it names.
"""

from __future__ import annotations

from importlib import import_module

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.hosts.host import Host


class Line(Record):
    """What is known of a host without its file.

    ``module`` holds its row (in ``HOSTS``) and the function ``read`` for its files. ``hosts`` are the keys of the rows. ``files`` is a pattern of the base names that it reads; a
    folder stands before them where it matters. ``endings`` are what these names end with, after the last dot; a longer one where the last dot alone would let too many through. ``names`` are those of them that a slip may miss. ``deploys``
    are words (lower case) of which each workflow step that deploys to it holds one. ``joins`` is the module whose ``joined`` makes one of several of its files.
    ``owner`` is the host of the files where the line has no row of its own. ``slips`` are further wrong names with the right ones (a wrong capital letter or ending is found without);
    those that begin with a capital letter count only so. ``homes`` are the folders that hold the deployed files.
    ``holds`` is what a file must hold where its name may be another program's as well. Each name that ``files`` allows holds one of the ``words``, in small letters: that is asked first.
    """

    module: str
    hosts: tuple[str, ...] = ()
    files: str = ""
    endings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    deploys: tuple[str, ...] = ()
    joins: str = ""
    owner: str = ""
    slips: tuple[tuple[str, str], ...] = ()
    homes: tuple[str, ...] = ()
    holds: str = ""
    words: tuple[str, ...] = ()


GENERIC, PROCFILE, DOCKERFILE = "generic", "procfile", "docker"
"""The keys of the hosts that stand for others: any, where no file tells of one; whichever reads a Procfile; whichever builds a Dockerfile."""

ANY_HOST, WORKFLOW = "python", "github"
"""What stands in the place of a host in files that are no host's: those that choose a Python, and workflows, whose services name their hosts."""

SECTIONS = r"(?!(?:alembic|babel|desktop|mypy|pytest|tox)\.ini)[^/]+\.(?:conf|ini)"
"""Names of files of sections; those of tools for developers are ruled out by their names, because most repositories have some."""

MANIFESTS = (
    r"(?:(?:[\w.]+[_-])*(?i:k8s|kube\w*|manifests?|\w*deploy\w*|cloud-?run|knative|kustom\w*|overlays?|infra\w*|gke|eks|aks|minikube|argo\w*|cluster|helm)(?:[_-][\w.]+)*/(?:[^/]+/)*[^/]+"
    r"|[^/]*(?i:deploy|k8s|kube|knative|cloud-?run|manifest|pod|job|stateful|configmap|secret)[^/]*)\.(?:ya?ml|(?:ya?ml\.)?(?:tmpl|tpl|template))"
)
"""Names of manifests and of the folders that hold them: a repository may have thousands of other YAML files. Some are filled in first, as ``deployment.tmpl``."""

LINES = (
    Line(
        "heroku",
        ("heroku",),
        r"bin/(?:pre|post)_compile",
        ("pre_compile", "post_compile"),
        deploys=("heroku",),
        homes=("/app",),
        words=("_compile",),
    ),
    Line(
        "procfile",
        (PROCFILE,),
        r"Procfile",
        ("Procfile",),
        ("Procfile",),
        ("dokku",),
        joins="procfile",
        owner=PROCFILE,
        slips=(("Profile", "Procfile"), ("procfile.yml", "Procfile"), (".procfile", "Procfile")),
        homes=("/app",),
        words=("procfile",),
    ),
    Line("heroku_app_json", (), r"app\.json", ("json",), ("app.json",), owner="heroku", words=("app.json",)),
    Line(
        "heroku_yml",
        (),
        r"heroku\.yml",
        ("yml",),
        ("heroku.yml",),
        owner="heroku",
        slips=(("heroku.yaml", "heroku.yml"),),
        words=("heroku",),
    ),
    Line(
        "python_version",
        (),
        r"runtime\.txt|\.python-version|\.tool-versions|\.?mise\.toml",
        ("txt", "python-version", "tool-versions", "toml"),
        ("runtime.txt", ".python-version"),
        owner="heroku",
        slips=tuple(  # heroku-buildpack-python, MISSPELLED_PYTHON_VERSION_FILE_NAMES
            (slip, ".python-version")
            for slip in (
                *(". python-version", ".python_version.txt", ".python_version", ",python-version", ".python-version."),
                *(".python-version.rtf", ".python.version", ".pythonversion", "'.python-version'"),
                *("python_version.txt", "python_version", "python-version.", "python-version.txt", "python-version"),
            )
        ),
        words=("runtime.txt", "python-version", "tool-versions", "mise.toml"),
    ),
    Line(
        "railway",
        ("railway",),
        r"railway\.(?:json|toml)|nixpacks\.(?:json|toml)|railpack\.json",
        ("json", "toml"),
        ("railway.json", "railway.toml", "nixpacks.toml"),
        ("railway",),
        "railway",
        "railway",
        slips=(("railway.yml", "railway.toml"), ("railway.yaml", "railway.toml")),
        homes=("/app",),
        words=("railway", "nixpacks", "railpack"),
    ),
    Line(
        "fly",
        ("fly",),
        r"fly(?:[._-][\w-]+)?\.toml",
        ("toml",),
        ("fly.toml",),
        ("flyctl", "fly deploy"),
        owner="fly",
        slips=(("fly.yml", "fly.toml"), ("fly.yaml", "fly.toml")),
        homes=("/app",),
        words=("fly",),
    ),
    Line(
        "app_engine",
        ("app-engine", "app-engine-python2", "app-engine-flexible"),
        r"(?<!\.do/)app(?:[._-][\w-]+)?\.ya?ml",
        ("yml", "yaml"),
        ("app.yaml",),
        ("gcloud", "appengine"),
        owner="app-engine",
        homes=("/workspace",),
        words=("app",),
    ),
    Line(
        "cloud_run",
        ("cloud-run",),
        r"\.gcloudignore|cloudbuild\.ya?ml",
        ("gcloudignore", "yml", "yaml"),
        deploys=("gcloud", "cloudrun"),
        homes=("/workspace",),
        words=(".gcloudignore", "cloudbuild"),
    ),
    Line(
        "azure",
        ("azure",),
        r"azure\.ya?ml|\.deployment|startup\.(?:sh|txt)",
        ("yml", "yaml", "deployment", "sh", "txt"),
        (),
        ("az webapp", "webapps-deploy"),
        "azure",
        homes=("/home/site/wwwroot",),
        words=("azure", ".deployment", "startup"),
    ),
    Line(
        "azure_functions",
        ("azure-functions",),
        r"function_app\.py|function\.json",
        ("json", "function_app.py"),
        (),
        ("functionapp", "functions-action"),
        "azure_functions",
        homes=("/home/site/wwwroot",),
        words=("function",),
    ),
    Line(
        "digitalocean",
        ("digitalocean",),
        r"\.do/[^/]+\.ya?ml",
        ("yml", "yaml"),
        (),
        ("doctl", "digitalocean"),
        "digitalocean",
        homes=("/workspace",),
        words=(".do/",),
    ),
    Line(
        "beanstalk",
        ("beanstalk",),
        r"\.ebextensions/[^/]+\.config|\.elasticbeanstalk/config\.ya?ml|\.platform/hooks/\w+/[^/]+",
        ("config", "yml", "yaml"),
        (),
        ("eb deploy", "beanstalk"),
        "beanstalk",
        homes=("/var/app/current",),
        words=(".ebextensions/", ".elasticbeanstalk/", ".platform/hooks/"),
    ),
    Line(
        "zappa",
        ("zappa",),
        r"zappa_settings\.(?:json|toml|ya?ml)",
        ("json", "toml", "yml", "yaml"),
        ("zappa_settings.json",),
        ("zappa",),
        owner="zappa",
        homes=("/var/task",),
        words=("zappa",),
    ),
    Line(
        "serverless",
        ("serverless",),
        r"serverless\.ya?ml",
        ("yml", "yaml"),
        (),
        ("serverless", "sls "),
        homes=("/var/task",),
        words=("serverless",),
    ),
    Line(
        "vercel",
        ("vercel",),
        r"(?:vercel|now)\.json",
        ("json",),
        ("vercel.json",),
        ("vercel",),
        owner="vercel",
        slips=(("vercel.js", "vercel.json"),),
        homes=("/var/task",),
        words=("vercel", "now"),
    ),
    Line(
        "render",
        ("render",),
        r"render\.ya?ml",
        ("yml", "yaml"),
        ("render.yaml",),
        ("render",),
        owner="render",
        slips=(("render.yml", "render.yaml"),),
        homes=("/opt/render/project/src",),
        words=("render",),
    ),
    Line("docker", (DOCKERFILE,), names=("Dockerfile",), owner=DOCKERFILE),
    Line(
        "compose",
        ("compose",),
        r"(?i:(?:[\w.-]*[._-])?(?:docker|podman)?[-_]?compose(?:[._-][\w.-]+)?\.ya?ml|docker-(?:stack|swarm|services)[\w.-]*\.ya?ml)",
        ("yml", "yaml"),
        ("docker-compose.yml", "docker-compose.yaml", "compose.yaml"),
        (),
        "compose_files",
        "compose",
        slips=(
            ("docker_compose.yml", "docker-compose.yml"),
            ("docker_compose.yaml", "docker-compose.yml"),
            ("dockercompose.yml", "docker-compose.yml"),
        ),
        words=("compose", "docker-"),
    ),
    Line(
        "kubernetes",
        ("kubernetes",),
        MANIFESTS,
        ("yml", "yaml", "tmpl", "tpl", "template"),
        deploys=("kubectl", "helm "),
        joins="kubernetes",
        holds="apiVersion:",
    ),
    Line(
        "cloud_foundry",
        ("cloud-foundry",),
        r"(?:[^/]*manifest[^/]*|manifests/[^/]+)\.ya?ml",
        ("yml", "yaml"),
        joins="cloud_foundry",
        holds="applications:",
        homes=("/home/vcap/app",),
    ),
    Line(
        "netlify",
        ("netlify",),
        r"netlify\.toml",
        ("toml",),
        ("netlify.toml",),
        ("netlify",),
        owner="netlify",
        words=("netlify",),
    ),
    Line("firebase", ("firebase",), r"firebase\.json", ("json",), (), ("firebase",), words=("firebase",)),
    Line("surge", ("surge",), r"\.surgeignore", ("surgeignore",), (), ("surge",), words=(".surgeignore",)),
    Line("s3", ("s3",), deploys=("s3 sync", "s3-sync", "s3 cp")),
    Line(
        "static_sites",
        ("cloud-storage", "cloudflare-pages", "azure-static-web-apps"),
        deploys=("gs://", "cloudflare/pages-action", "wrangler", "static-web-apps-deploy"),
    ),
    Line(
        "github_pages",
        ("github-pages",),
        r"(?<!/)CNAME",
        ("CNAME",),
        (),
        ("gh-deploy", "gh-pages", "ghp-import", "github-pages", "deploy-pages"),
        words=("cname",),
    ),
    Line(
        "one_key",
        ("app-runner", "replit", "platform-sh", "copilot", "caprover", "zeabur"),
        r"apprunner\.ya?ml|\.replit|\.platform\.app\.yaml|\.environment|\.platform/applications\.yaml|\.upsun/.*\.ya?ml|copilot/[^/]+/manifest\.ya?ml|zbpack\.json|captain-definition",
        ("yml", "yaml", "replit", "environment", "json", "captain-definition"),
        joins="one_key",
        words=(
            "apprunner",
            ".replit",
            ".platform.app",
            ".environment",
            ".platform/",
            ".upsun/",
            "copilot/",
            "zbpack",
            "captain-definition",
        ),
    ),
    Line("kamal", ("kamal",), r"config/deploy(?:\.[\w-]+)?\.ya?ml", ("yml", "yaml"), words=("config/deploy",)),
    Line("buildpacks", ("buildpacks",), deploys=("pack build",), homes=("/workspace",)),
    Line("own_server", ("server",), deploys=("ssh", "scp", "rsync")),
    Line("passenger", ("passenger",), r"passenger_wsgi\.py", ("_wsgi.py",), words=("passenger",)),
    Line(
        "pythonanywhere",
        ("pythonanywhere",),
        r"\w*pythonanywhere_com_wsgi\.py",
        ("_wsgi.py",),
        deploys=("pythonanywhere",),
        joins="placed_script",
        words=("pythonanywhere",),
    ),
    Line("placed_script", (), r"\w*wsgi\w*\.py|flask_app\.py", ("wsgi.py", "flask_app.py"), holds="/home/"),
    Line(
        "systemd",
        ("systemd",),
        r"[^/]+\.service(?:\.(?:j2|jinja2?|tpl|tmpl|template))?",
        ("service", "service.j2", "service.jinja", "service.jinja2", "service.tpl", "service.tmpl", "service.template"),
        words=(".service",),
    ),
    Line("supervisor", ("supervisor",), SECTIONS, ("conf", "ini"), holds="[program:"),
    Line("uwsgi", ("uwsgi",), SECTIONS, ("ini",), holds="[uwsgi]"),
    Line("nginx", ("nginx",)),
    Line("apache", ("apache",), r"[^/]+\.conf", ("conf",), joins="apache", holds="WSGIScriptAlias"),
    Line("wsgi_script", (), r"[^/]+\.wsgi", ("wsgi",), words=(".wsgi",)),
    Line("generic", (GENERIC,)),
    Line("gitlab_ci", (), r"\.gitlab-ci\.ya?ml", ("yml", "yaml"), words=(".gitlab-ci",)),
    Line("github_workflow", (), r"(?<!.)\.github/workflows/[^/]+\.ya?ml", ("yml", "yaml"), words=(".github/",)),
)
"""Where several hosts' commands stand in one step of a workflow, the first line here counts; a server of your own comes last."""

MODULES = {key: line.module for line in LINES for key in line.hosts}
"""Every host by its key. ``generic`` stands for a repository without any platform file, ``procfile`` for a Procfile alone."""

HOMES = tuple(dict.fromkeys(home for line in LINES for home in line.homes))
"""The folders in which hosts put what they deploy."""


_TELLING = "DYNO HEROKU RENDER RAILWAY FLY GAE WEBSITE VCAP CF_INSTANCE K CLOUD_RUN AWS_LAMBDA LAMBDA KUBERNETES VERCEL REPL REPLIT PLATFORM PYTHONANYWHERE FUNCTIONS RDS".split()
_BEGINNINGS = tuple(f"{word}_" for word in _TELLING)
"""How the variables look that one host has and no other: most names are ruled out without its row."""

_rows: dict[str, Host] = {}


def host(key: str) -> Host:
    """The row of a host; its file is imported when it is first asked for.

    Raises: KeyError for a key that no line has.
    """
    if key not in _rows:
        rows: tuple[Host, ...] = import_module(f"flaskcheck.hosts.{MODULES[key]}").HOSTS
        _rows.update({row.key: row for row in rows})
    return _rows[key]


def tells_of_a_host(name: str) -> bool:
    """Whether a variable is one that a host sets and no program has elsewhere, so that code that asks for it asks whether it is there: ``DYNO``, ``WEBSITE_HOSTNAME``."""
    return (name in _TELLING or name.startswith(_BEGINNINGS)) and any(
        name in host(key).sets_variables for key in MODULES
    )
