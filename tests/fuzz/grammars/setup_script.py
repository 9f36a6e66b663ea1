"""setup.py."""

from tests.fuzz.grammars import python

FILES = ("setup.py", "lib/setup.py")

RULES = {
    **python.RULES,
    "file": ("from setuptools import setup, find_packages\n‹statement*›\nsetup(\n    ‹given*›\n)\n", "‹statement*›\nsetup(**‹value_of›)\n"),
    "given": ("name='‹word›',", "version=‹value_of›,", "install_requires=[‹required,›],", "install_requires=open('‹path›').read().splitlines(),", "install_requires=‹value_of›,", "extras_require={'‹word›': [‹required,›]},", "packages=find_packages(‹value_of›),", "entry_points={'console_scripts': ['‹word›=‹target›']},", "python_requires='‹specifier›',", "‹keyword›,"),
    "required": ("'‹package›‹specifier›'", "'‹package› ; python_version < \"‹version›\"'", "‹value_of›"),
}  # fmt: skip
