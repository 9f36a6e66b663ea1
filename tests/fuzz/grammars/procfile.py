"""Procfiles, and the one-line files of hosts."""

FILES = (
    "Procfile",
    "Procfile.dev",
    "runtime.txt",
    ".python-version",
    ".tool-versions",
    "startup.txt",
    "CNAME",
    ".deployment",
    "api/Procfile",
)

RULES = {
    "file": ("‹line*›\n‹line*›\n", "web: ‹command›\n‹line*›", "‹version_of›\n", "‹command›\n", "‹line›"),
    "line": ("web: ‹command›", "worker: ‹command›", "release: ‹command›", "‹word›: ‹command›", "‹word›:‹command›", "web‹odd›: ‹command›", "# ‹odd›", "‹odd›", "‹version_of›", "[config]\ncommand = ‹command›", "web: ‹command› --api-token=‹secret› nosuch:app"),
    "version_of": ("python-‹version›", "‹version›", "python ‹version›", "python ‹version› ‹version›", "pypy‹version›", "‹odd›", "‹word›.example.org"),
}  # fmt: skip
