"""What a library does only with the help of another one, which it does not require.

Made by trying (2026-11-30): WTForms 2.3.3 to 3.3.2 (up to 3.0 it stops where the validator is made, since 3.1 where it checks a form), pydantic 2.14.4, pandas 3.1.1.
"""

from __future__ import annotations

_EMAIL = ("email_validator",)
_NO_EMAIL = "Exception: Install 'email_validator' for email validation support."
_NO_ADDRESS = "ImportError: email-validator is not installed, run `pip install 'pydantic[email]'`"
_READERS = ("openpyxl", "xlrd", "python_calamine", "pyxlsb", "odf")

WORKS_WITH: dict[str, tuple[tuple[str, ...], str, str]] = {
    "wtforms.validators.Email": (_EMAIL, _NO_EMAIL, "each form with it"),
    "wtforms.validators.email": (_EMAIL, _NO_EMAIL, "each form with it"),
    "pydantic.EmailStr": (_EMAIL, _NO_ADDRESS, "a model with it"),
    "pydantic.NameEmail": (_EMAIL, _NO_ADDRESS, "a model with it"),
    "pandas.read_excel": (_READERS, "ImportError: Missing optional dependency 'openpyxl'.", "reading a workbook"),
}
"""What is used → the modules of which one has to be there, what stops it without, and what that stops."""

TYPES = frozenset(("pydantic.EmailStr", "pydantic.NameEmail"))
"""What of it is not called, but the type of a field."""

SINCE = {"wtforms.validators.Email": ("wtforms", "2.3"), "wtforms.validators.email": ("wtforms", "2.3")}
"""What did it alone before some release of its distribution."""

EXTRAS = frozenset("email excel all standard full".split())
"""Extras of whichever distribution that bring what only some of its functions need."""
