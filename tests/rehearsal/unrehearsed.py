"""The rules that say that a deployment breaks, and whose page no deployment here can show; each with its reason. A test holds the list."""

from __future__ import annotations

LEAK = "what it finds lies open in the repository or the page; the deployment works"
HOST = "the host's own programs refuse it, or pass it over, and they are not here"
BROWSER = "it happens in the visitor's browser"
DEBUG = "under gunicorn nothing shows it from outside; what it endangers comes with another error"
TWICE = "one process and one deployment do not show it"
HINTED = "the example only hints at the application; what breaks is in what it leaves out"

UNREHEARSED = {
    "autogenerate-on-deploy": TWICE,
    "broken-unit": "systemd does not run here",
    "committed-env-file": LEAK,
    "committed-private-key": LEAK,
    "debug-environment": DEBUG,
    "debug-setting": DEBUG,
    "debug-tooling": DEBUG,
    "default-admin-credentials": LEAK,
    "destructive-seed": TWICE,
    "development-config": DEBUG,
    "drop-all-at-startup": TWICE,
    "hard-coded-credentials": LEAK,
    "hard-coded-secret-key": LEAK,
    "insecure-oauth-transport": "no OAuth provider is here to answer",
    "invalid-platform-file": HOST,
    "invalid-python-version": HOST,
    "loopback-link": BROWSER,
    "loopback-server-name": BROWSER,
    "misnamed-platform-file": HOST,
    "misnamed-procfile": HOST,
    "missing-root-directory": HOST,
    "missing-wheel": "this machine has a compiler, and what PostgreSQL's library is built from",
    "missing-worker-target": "workers are not played, only what visitors reach",
    "no-web-process": HOST,
    "plain-secret": LEAK,
    "random-secret-key": TWICE,
    "removed-hash-method": HINTED,
    "server-in-build": "the build does not fail, it never ends",
    "service-variable-collision": "Kubernetes does not run here",
    "setup-under-main-guard": HINTED,
    "several-package-managers": HOST,
    "static-host": HOST,
    "string-as-boolean": HINTED,
    "testing-setting": DEBUG,
    "thread-lost-after-fork": TWICE,
    "unguarded-seed-import": HINTED,
    "worker-mismatch": TWICE,
    "write-at-import": "serverless hosts, whose disks are read-only, are not played",
}
