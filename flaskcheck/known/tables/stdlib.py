"""The standard library's modules by Python version ("What's New in Python" 3.9-3.14; ``sys.stdlib_module_names`` of the running Python is the base)."""

from __future__ import annotations

REMOVED: dict[str, str] = {
    "_bootlocale": "3.10",
    "aifc": "3.13",
    "asynchat": "3.12",
    "asyncore": "3.12",
    "audioop": "3.13",
    "binhex": "3.11",
    "cgi": "3.13",
    "cgitb": "3.13",
    "chunk": "3.13",
    "crypt": "3.13",
    "distutils": "3.12",
    "formatter": "3.10",
    "imghdr": "3.13",
    "imp": "3.12",
    "lib2to3": "3.13",
    "macpath": "3.8",
    "mailcap": "3.13",
    "msilib": "3.13",
    "nis": "3.13",
    "nntplib": "3.13",
    "ossaudiodev": "3.13",
    "parser": "3.10",
    "pipes": "3.13",
    "smtpd": "3.12",
    "sndhdr": "3.13",
    "spwd": "3.13",
    "sunau": "3.13",
    "symbol": "3.10",
    "telnetlib": "3.13",
    "uu": "3.13",
    "xdrlib": "3.13",
}
"""Module → the version that no longer has it."""

INSTEAD: dict[str, str] = {
    "asynchat": "Use asyncio.",
    "asyncore": "Use asyncio.",
    "cgi": "Use request of Flask and html.escape, or add legacy-cgi to the requirements.",
    "crypt": "Use werkzeug.security, or bcrypt.",
    "distutils": "Use packaging.version, shutil or sysconfig; strtobool is three lines of your own.",
    "imghdr": "Use Pillow, or filetype.",
    "imp": "Use importlib.",
    "pipes": "Use shlex.quote or subprocess.",
    "smtpd": "Use aiosmtpd.",
    "telnetlib": "Use telnetlib3.",
}
"""What to use in place of those."""

ADDED: dict[str, str] = {
    "annotationlib": "3.14",
    "compression": "3.14",
    "graphlib": "3.9",
    "pathlib": "3.4",
    "tomllib": "3.11",
    "zoneinfo": "3.9",
}
"""Module → the version that first has it."""

LOADED_BY_GUNICORN = frozenset(
    """
    abc argparse array ast atexit base64 binascii bisect builtins bz2 calendar codecs collections contextlib copy copyreg csv datetime dis email encodings enum errno
    fcntl fnmatch functools genericpath gettext grp heapq html importlib inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math ntpath
    opcode operator os pathlib pickle platform posix posixpath pwd queue quopri random re reprlib select selectors shlex shutil signal site socket socketserver ssl stat
    string struct sys tempfile textwrap threading time token tokenize traceback types typing urllib warnings weakref zipfile zipimport zlib
    """.split()
)
"""Modules that gunicorn itself has imported when it looks for the application, so that a file of the same name is never read (gunicorn 23.0, CPython 3.11)."""

GONE = {"pkg_resources": ("setuptools", "82", "3.12", "importlib.metadata and importlib.resources do what it did")}
"""Modules that a distribution has given up: with its name, the release that did, the Python since which nothing older is there before anything is installed, and what is used instead (tried with setuptools 81, 82.0.0 and 84.2.1)."""
