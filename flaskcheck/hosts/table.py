"""What each host gives and takes away: one row a host, asked by the model and by rules that depend on the host.

A fact without a source of its own comes from the host's page named beside its row, in its state of autumn 2026. What
is not known is the field's default, which every rule must read as "do not conclude anything".
"""

from __future__ import annotations

from flaskcheck.ground.record import Record


class Host(Record):
    """One host.

    ``key`` names it in facts and configuration, ``title`` in messages.
    ``sets_port``: gives the process ``PORT`` and sends traffic there; ``default_port`` is the value when that is
    fixed and known, so that a server may bind it literally; ``detects_port``: finds out by itself which port is open.
    ``ephemeral_disk``: files that the program writes are gone after a restart or deploy; ``read_only_disk``: it
    cannot even write them (outside ``/tmp``). ``routed``: visitors reach the process through the host's router, so a
    loopback address is unreachable. ``supplies_server``: brings the WSGI server, so none needs to be declared.
    ``docker``: builds and runs a Dockerfile that it finds or is told of. ``runs_python`` is false for hosts of static
    files. ``database_schemes``: the schemes that the URL of its own PostgreSQL may have, the likeliest first.
    ``default_python`` is what it takes when nothing is declared; ``supported_pythons`` are what it accepts (empty:
    not known or anything), ``deprecated_pythons`` those of them that it warns about. ``has_dashboard``: variables may
    be set outside the repository; ``file_is_complete``: its file is the only source of variables; ``file_has_values_only``:
    its file cannot name a variable without giving the value, so that secrets are never in it; ``sets_variables``:
    names that it sets itself, ``fixed_variables`` those whose value is always the same. ``several_workers``: more than one worker without being told. ``installs_from``: the
    dependency files that its own build looks for, in order (empty: only what commands install). ``home``: the folder
    that holds the deployed files; ``""`` when it depends.
    """

    key: str
    title: str
    sets_port: bool = False
    default_port: int | None = None
    detects_port: bool = False
    ephemeral_disk: bool = False
    read_only_disk: bool = False
    routed: bool = False
    supplies_server: bool = False
    docker: bool = False
    runs_python: bool = True
    database_schemes: tuple[str, ...] = ()
    default_python: str = ""
    supported_pythons: tuple[str, ...] = ()
    deprecated_pythons: tuple[str, ...] = ()
    has_dashboard: bool = True
    file_is_complete: bool = False
    file_has_values_only: bool = False
    sets_variables: tuple[str, ...] = ()
    fixed_variables: tuple[tuple[str, str], ...] = ()
    several_workers: bool = False
    installs_from: tuple[str, ...] = ()
    home: str = ""


_ANY_FILE = (
    "requirements.txt",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "pyproject.toml",
    "Pipfile",
    "environment.yml",
    "setup.cfg",
    "setup.py",
)
_HEROKU_PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
_HEROKU_FILES = ("Pipfile.lock", "requirements.txt", "poetry.lock", "uv.lock")


def _static(key: str, title: str) -> Host:
    """A host of static files."""
    return Host(key, title, routed=True, runs_python=False, ephemeral_disk=True, read_only_disk=True)


def _machine(key: str, title: str, supplies_server: bool = False) -> Host:
    """A process manager or web server on a machine of one's own."""
    return Host(key, title, supplies_server=supplies_server, installs_from=_ANY_FILE)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLATFORMS = (
    Host(  # docs.render.com: "Default Environment Variables", "Setting Your Python Version", "Persistent Disks"
        "render",
        "Render",
        fixed_variables=(("RENDER", "true"),),
        sets_port=True,
        default_port=10000,
        detects_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgresql", "postgres"),
        default_python="3.14.3",  # of services made since 2026-02-11
        sets_variables=_words(
            "PORT RENDER RENDER_SERVICE_TYPE RENDER_SERVICE_ID RENDER_SERVICE_NAME RENDER_INSTANCE_ID "
            "RENDER_EXTERNAL_URL RENDER_EXTERNAL_HOSTNAME RENDER_DISCOVERY_SERVICE RENDER_GIT_COMMIT "
            "RENDER_GIT_BRANCH RENDER_GIT_REPO_SLUG RENDER_CPU_COUNT RENDER_WEB_CONCURRENCY IS_PULL_REQUEST "
            "PYTHON_VERSION GUNICORN_CMD_ARGS WEB_CONCURRENCY"
        ),
        installs_from=("requirements.txt",),
        home="/opt/render/project/src",
    ),
    Host(  # Heroku Dev Center: "Dynos", "Dyno Metadata"; heroku-buildpack-python, lib/python_version.sh
        "heroku",
        "Heroku",
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgres",),
        default_python="3.14",
        supported_pythons=_HEROKU_PYTHONS,
        deprecated_pythons=("3.10",),
        sets_variables=_words(
            "PORT DYNO DYNO_RAM WEB_CONCURRENCY FORWARDED_ALLOW_IPS GUNICORN_CMD_ARGS PYTHONHOME PYTHONPATH "
            "PYTHONUNBUFFERED LANG SOURCE_VERSION STACK HEROKU_APP_ID HEROKU_APP_NAME "
            "HEROKU_APP_DEFAULT_DOMAIN_NAME HEROKU_BUILD_COMMIT HEROKU_DYNO_ID HEROKU_RELEASE_CREATED_AT "
            "HEROKU_RELEASE_VERSION HEROKU_SLUG_COMMIT HEROKU_SLUG_DESCRIPTION"
        ),
        several_workers=True,
        installs_from=_HEROKU_FILES,
        home="/app",
    ),
    Host(  # a Procfile alone: Heroku, Dokku, Railway, DigitalOcean, Scalingo read it and all set PORT
        "procfile",
        "A host that reads the Procfile",
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgres", "postgresql"),
        sets_variables=("PORT", "WEB_CONCURRENCY"),
        installs_from=_ANY_FILE,
        home="/app",
    ),
    Host(  # docs.railway.com: "Variables reference", "Public networking", "Volumes"; railpack core/providers/python
        "railway",
        "Railway",
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgresql",),
        default_python="3.13.2",
        sets_variables=_words(
            "PORT RAILWAY_PUBLIC_DOMAIN RAILWAY_PRIVATE_DOMAIN RAILWAY_TCP_PROXY_DOMAIN RAILWAY_TCP_PROXY_PORT "
            "RAILWAY_PROJECT_NAME RAILWAY_PROJECT_ID RAILWAY_ENVIRONMENT RAILWAY_ENVIRONMENT_NAME "
            "RAILWAY_ENVIRONMENT_ID RAILWAY_SERVICE_NAME RAILWAY_SERVICE_ID RAILWAY_STATIC_URL "
            "RAILWAY_REPLICA_ID RAILWAY_REPLICA_REGION RAILWAY_DEPLOYMENT_ID RAILWAY_SNAPSHOT_ID "
            "RAILWAY_VOLUME_NAME RAILWAY_VOLUME_MOUNT_PATH RAILWAY_GIT_COMMIT_SHA RAILWAY_GIT_AUTHOR "
            "RAILWAY_GIT_BRANCH RAILWAY_GIT_REPO_NAME RAILWAY_GIT_REPO_OWNER RAILWAY_GIT_COMMIT_MESSAGE"
        ),
        installs_from=(
            "requirements.txt",
            "uv.lock",
            "poetry.lock",
            "pdm.lock",
            "Pipfile.lock",
            "Pipfile",
            "pyproject.toml",
        ),
        home="/app",
    ),
    Host(  # fly.io/docs: "App configuration (fly.toml)", "Machine runtime environment", "Volumes"
        "fly",
        "Fly.io",
        file_has_values_only=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgres", "postgresql"),
        sets_variables=_words(
            "FLY_APP_NAME FLY_MACHINE_ID FLY_ALLOC_ID FLY_REGION FLY_PUBLIC_IP FLY_IMAGE_REF "
            "FLY_MACHINE_VERSION FLY_PRIVATE_IP FLY_PROCESS_GROUP FLY_VM_MEMORY_MB PRIMARY_REGION"
        ),
        installs_from=("requirements.txt", "poetry.lock", "Pipfile.lock"),
        home="/app",
    ),
    Host(  # cloud.google.com/appengine: "Python 3 Runtime Environment"; GoogleCloudPlatform/buildpacks cmd/python
        "app-engine",
        "App Engine",
        fixed_variables=(("GAE_ENV", "standard"),),
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supported_pythons=("3.10", "3.11", "3.12", "3.13", "3.14", "3.15"),
        deprecated_pythons=("3.10",),
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=_words(
            "PORT GAE_APPLICATION GAE_DEPLOYMENT_ID GAE_ENV GAE_INSTANCE GAE_MEMORY_MB GAE_RUNTIME GAE_SERVICE "
            "GAE_VERSION GOOGLE_CLOUD_PROJECT"
        ),
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
    ),
    Host(  # cloud.google.com/appengine/docs/flexible: "The Python runtime", "app.yaml reference"
        "app-engine-flexible",
        "App Engine flexible",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        supported_pythons=("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"),
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=_words(
            "PORT GAE_INSTANCE GAE_MEMORY_MB GAE_SERVICE GAE_VERSION GOOGLE_CLOUD_PROJECT GAE_DEPLOYMENT_ID "
            "GAE_APPLICATION GAE_ENV GAE_RUNTIME"
        ),
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
    ),
    Host(  # cloud.google.com/run/docs: "Container runtime contract"; GoogleCloudPlatform/buildpacks
        "cloud-run",
        "Cloud Run",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        sets_variables=_words("PORT K_SERVICE K_REVISION K_CONFIGURATION CLOUD_RUN_JOB CLOUD_RUN_EXECUTION"),
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
    ),
    Host(  # learn.microsoft.com: "Configure a Linux Python app for Azure App Service"; Oryx start-up script generator (Go)
        "azure",
        "Azure App Service",
        sets_port=True,
        default_port=8000,
        routed=True,
        supplies_server=True,
        docker=True,
        sets_variables=_words(
            "PORT WEBSITE_HOSTNAME WEBSITE_SITE_NAME WEBSITE_INSTANCE_ID WEBSITE_RESOURCE_GROUP "
            "WEBSITE_OWNER_NAME WEBSITE_SKU WEBSITES_PORT SCM_DO_BUILD_DURING_DEPLOYMENT REGION_NAME HOME"
        ),
        installs_from=("requirements.txt", "uv.lock", "poetry.lock", "pyproject.toml", "setup.py"),
        home="/home/site/wwwroot",
    ),
    Host(  # docs.digitalocean.com: "App Spec reference" (http_port, PORT), "Environment variables", "Python buildpack"
        "digitalocean",
        "DigitalOcean App Platform",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgresql",),
        sets_variables=_words("PORT APP_DOMAIN APP_URL APP_ID COMMIT_HASH PRIVATE_DOMAIN PRIVATE_URL PRIVATE_PORT"),
        installs_from=_HEROKU_FILES,
        home="/workspace",
    ),
    Host(  # docs.aws.amazon.com/elasticbeanstalk: "Using the Python platform", "Adding a database" (RDS_*)
        "beanstalk",
        "Elastic Beanstalk",
        file_has_values_only=True,
        sets_port=True,
        default_port=8000,
        ephemeral_disk=True,
        supplies_server=True,
        docker=True,
        sets_variables=_words(
            "PORT PYTHONPATH RDS_HOSTNAME RDS_PORT RDS_DB_NAME RDS_USERNAME RDS_PASSWORD AWS_DEFAULT_REGION AWS_REGION"
        ),
        installs_from=("requirements.txt", "Pipfile.lock", "Pipfile"),
        home="/var/app/current",
    ),
    Host(  # vercel.com/docs: "Python runtime", "System environment variables", "Functions limits"
        "vercel",
        "Vercel",
        fixed_variables=(("VERCEL", "1"),),
        file_has_values_only=True,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        default_python="3.12",
        supported_pythons=("3.12", "3.13", "3.14"),
        sets_variables=_words(
            "VERCEL CI VERCEL_ENV VERCEL_TARGET_ENV VERCEL_URL VERCEL_BRANCH_URL VERCEL_REGION "
            "VERCEL_PROJECT_PRODUCTION_URL VERCEL_DEPLOYMENT_ID VERCEL_PROJECT_ID VERCEL_GIT_PROVIDER "
            "VERCEL_GIT_REPO_SLUG VERCEL_GIT_REPO_OWNER VERCEL_GIT_COMMIT_REF VERCEL_GIT_COMMIT_SHA "
            "VERCEL_GIT_COMMIT_MESSAGE VERCEL_GIT_COMMIT_AUTHOR_LOGIN VERCEL_GIT_PULL_REQUEST_ID TZ"
        ),
        installs_from=("uv.lock", "pyproject.toml", "requirements.txt", "Pipfile.lock", "Pipfile"),
        home="/var/task",
    ),
    Host(  # github.com/zappa/Zappa README; docs.aws.amazon.com/lambda: "Defined runtime environment variables"
        "zappa",
        "AWS Lambda (Zappa)",
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        sets_variables=_words(
            "AWS_REGION AWS_DEFAULT_REGION AWS_LAMBDA_FUNCTION_NAME LAMBDA_TASK_ROOT STAGE SERVERTYPE"
        ),
        installs_from=_ANY_FILE,
        home="/var/task",
    ),
    Host(  # serverless.com/framework/docs; github.com/logandk/serverless-wsgi
        "serverless",
        "AWS Lambda (Serverless Framework)",
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=_words("AWS_REGION AWS_DEFAULT_REGION AWS_LAMBDA_FUNCTION_NAME LAMBDA_TASK_ROOT"),
        installs_from=("requirements.txt", "Pipfile.lock", "poetry.lock"),
        home="/var/task",
    ),
    Host(  # help.pythonanywhere.com: "Setting up Flask applications", "Environment variables for web apps"
        "pythonanywhere",
        "PythonAnywhere",
        routed=True,
        supplies_server=True,
        sets_variables=_words("PYTHONANYWHERE_SITE PYTHONANYWHERE_DOMAIN HOME USER"),
        installs_from=_ANY_FILE,
    ),
    Host(  # www.phusionpassenger.com: "Deploying a Python app"; cPanel "Application Manager"
        "passenger",
        "Passenger",
        supplies_server=True,
        sets_variables=("PASSENGER_APP_ENV", "WSGI_ENV", "HOME"),
        installs_from=_ANY_FILE,
    ),
)

_MACHINES = (
    _machine("generic", "Any host"),
    Host(
        "docker", "Docker", ephemeral_disk=True, routed=True, docker=True, sets_variables=("HOSTNAME", "HOME", "PATH")
    ),
    Host(  # docs.docker.com/compose: "Set environment variables": nothing but the file and what it names
        "compose",
        "Docker Compose",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=("HOSTNAME", "HOME", "PATH"),
    ),
    Host(
        "kubernetes",
        "Kubernetes",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=_words("HOSTNAME HOME PATH KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT"),
    ),
    _machine("systemd", "systemd"),
    _machine("supervisor", "supervisor"),
    _machine("uwsgi", "uWSGI"),
    _machine("nginx", "nginx"),
    _machine("apache", "Apache", supplies_server=True),
    _machine("server", "A server of one's own"),
)

_STATIC = (
    _static("netlify", "Netlify"),
    _static("firebase", "Firebase Hosting"),
    _static("github-pages", "GitHub Pages"),
    _static("surge", "Surge"),
    _static("s3", "Amazon S3"),
)

HOSTS: dict[str, Host] = {host.key: host for host in (*_PLATFORMS, *_MACHINES, *_STATIC)}
"""Every host by its key. ``generic`` stands for a repository without any platform file, ``procfile`` for a Procfile
alone."""
