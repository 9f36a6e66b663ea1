"""Distributions that exist only for one operating system, or not at all (PyPI, November 2026; pip's answer verified for the first of each kind)."""

from __future__ import annotations

WINDOWS_ONLY: frozenset[str] = frozenset(
    "comtypes pypiwin32 pywin32 pywin32-ctypes pywinauto pywinpty win-unicode-console win10toast win32-setctime windows-curses winrt wmi winshell pyreadline wincertstore winkerberos".split()
) - {"win32-setctime", "pyreadline", "pywin32-ctypes", "comtypes", "pywinauto", "win-unicode-console", "wincertstore"}
"""Only those whose installation on Linux really fails: pure Python ones install and do no harm."""

MACOS_ONLY: frozenset[str] = frozenset({"pyobjc", "pyobjc-core", "rumps", "py2app"})

OTHER_SYSTEMS: frozenset[str] = frozenset("windows win32 win64 win nt cygwin msys darwin macos mac osx java".split())
"""What ``platform.system()``, ``sys.platform`` and ``os.name`` say, in small letters, where no host runs Python, and what people write for it."""

UNPUBLISHED: dict[str, str] = {
    "pkg-resources": "a ghost that Debian's pip freeze prints",
    "distribute": "retired long ago in favour of setuptools",
}
"""Names under which PyPI has nothing that pip could install."""

INVALID_METADATA: dict[str, tuple[str, str]] = {
    "celery": (">=3.1.25,<5.2.1", "5.2.1"),  # pytz (>dev)
    "omegaconf": (">=2.0.5,<2.1.1", "2.1.1"),  # PyYAML (>=5.1.*)
    "textract": ("==1.6.5", ""),  # extract-msg (<=0.29.*)
}
"""Releases whose metadata break the standards, so that pip 24.1 and later pass over them, and the first that they install again (tried with pip 24.1, November 2026)."""

STANDARD_LIBRARY_NAMES: frozenset[str] = frozenset(
    "sqlite3 os sys json smtplib re math random time threading subprocess socket collections itertools functools urllib http unittest tkinter csv pickle io shutil glob base64 hmac string "
    "traceback tempfile zipfile platform getpass html email ssl".split()
)
"""Modules of the standard library that people list as requirements and that PyPI has no installable distribution for."""

MISNAMED: dict[str, tuple[str, str]] = {
    "bs4": ("beautifulsoup4", "info"),
    "crypto": ("pycryptodome", "error"),
    "cv2": ("opencv-python-headless", "error"),
    "dateutil": ("python-dateutil", "error"),
    "dotenv": ("python-dotenv", "info"),
    "jwt": ("PyJWT", "warning"),
    "mysqldb": ("mysqlclient", "error"),
    "pil": ("pillow", "error"),
    "sklearn": ("scikit-learn", "error"),
    "yaml": ("PyYAML", "error"),
}
"""Import names used as distribution names: the right distribution, and how bad it is. ``bs4`` and ``dotenv`` (from 0.9) bring the right one along; under ``jwt`` PyPI has another library with a module of that name, which has no ``encode``."""
