"""The rules that say that a deployment breaks, and whose page no deployment here can show; each with its reason. A test holds the list."""

from __future__ import annotations

HOST = "the host's own programs refuse it, or pass it over, and they are not here"

UNREHEARSED = {
    "insecure-oauth-transport": "no OAuth provider is here to answer",
    "invalid-platform-file": HOST,
    "invalid-python-version": HOST,
    "misnamed-platform-file": HOST,
    "misnamed-procfile": HOST,
    "missing-root-directory": HOST,
    "no-web-process": HOST,
    "retired-platform-version": HOST,
    "several-package-managers": HOST,
    "static-host": HOST,
}
