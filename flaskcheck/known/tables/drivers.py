"""Database URL schemes and the drivers that SQLAlchemy loads for them.

SQLAlchemy 2.1 changed the default of ``postgresql://`` from psycopg2 to psycopg (3) and that of ``oracle://`` to oracledb ("What's New in SQLAlchemy 2.1"; verified with
2.1.9 and 2.0.58).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DRIVERS: dict[str, tuple[str, ...]] = {
    "mariadb": ("mysqlclient", "mysql-python"),
    "mariadb+mariadbconnector": ("mariadb",),
    "mariadb+mysqldb": ("mysqlclient", "mysql-python"),
    "mariadb+pymysql": ("pymysql",),
    "mssql": ("pyodbc",),
    "mssql+pymssql": ("pymssql",),
    "mssql+pyodbc": ("pyodbc",),
    "mysql": ("mysqlclient", "mysql-python"),
    "mysql+aiomysql": ("aiomysql",),
    "mysql+asyncmy": ("asyncmy",),
    "mysql+mysqlconnector": ("mysql-connector-python", "mysql-connector"),
    "mysql+mysqldb": ("mysqlclient", "mysql-python"),
    "mysql+pymysql": ("pymysql",),
    "oracle+cx_oracle": ("cx-oracle",),
    "oracle+oracledb": ("oracledb",),
    "postgresql+asyncpg": ("asyncpg",),
    "postgresql+pg8000": ("pg8000",),
    "postgresql+psycopg": ("psycopg", "psycopg-binary"),
    "postgresql+psycopg2": ("psycopg2", "psycopg2-binary"),
    "snowflake": ("snowflake-sqlalchemy",),
}
"""Scheme → distributions, any of which provides the driver. ``postgresql`` and ``oracle`` depend on the version."""

MODULES: dict[str, str] = {
    "mysqlclient": "MySQLdb",
    "mysql-python": "MySQLdb",
    "psycopg-binary": "psycopg",
    "psycopg2-binary": "psycopg2",
    "cx-oracle": "cx_Oracle",
}
"""What the error message calls a driver when that is not the distribution's name."""


DIALECTS: dict[str, str] = {
    "cockroachdb": "",
    "mariadb": "aiomysql asyncmy mariadbconnector mysqlconnector mysqldb pymysql pyodbc",
    "mssql": "aioodbc mxodbc pymssql pyodbc pytds turbodbc",
    "mysql": "aiomysql asyncmy auroradataapi cymysql gaerdbms mariadbconnector mysqlconnector mysqldb oursql pymysql pyodbc",
    "oracle": "",
    "postgresql": "aiopg asyncpg auroradataapi pg8000 psycopg psycopg2 psycopg2cffi psycopg_async pygresql pypostgresql zxjdbc",
    "redshift": "",
    "snowflake": "",
    "sqlite": "aiosqlite apsw libsql pysqlcipher pysqlite",
}
"""The dialects that people name, each with its drivers (SQLAlchemy 2.1, those of other distributions among them); without any where nothing is to be said about them."""

WHEELS = {"psycopg2": "psycopg2-binary", "psycopg": "psycopg[binary]"}
"""What to install for a driver that needs a compiler and the database's own files: an image that is slim has neither."""

ASYNCHRONOUS = frozenset(("aiomysql", "asyncmy", "asyncpg"))
"""Drivers that only asynchronous code can use."""


def named(scheme: str, has: Callable[..., bool]) -> str:
    """The scheme with the name of a driver that is there: ``postgresql+psycopg``; ``""`` when none is."""
    base = "postgresql" if scheme == "postgres" else scheme
    for name, distributions in sorted(DRIVERS.items()):
        if name.startswith(f"{base}+") and has(*distributions) and not ASYNCHRONOUS.intersection(distributions):
            return name
    return ""


def default_drivers(scheme: str, sqlalchemy_2_1: bool) -> tuple[str, ...]:
    """The distributions that a URL scheme needs; empty for schemes that need none or are not known."""
    if scheme in ("postgresql", "postgres"):
        return DRIVERS["postgresql+psycopg" if sqlalchemy_2_1 else "postgresql+psycopg2"]
    if scheme == "oracle":
        return DRIVERS["oracle+oracledb" if sqlalchemy_2_1 else "oracle+cx_oracle"]
    return DRIVERS.get(scheme, ())
