"""Which types PostgreSQL turns into which by itself, when a column is altered without USING.

Each pair was tried with PostgreSQL 15: ``ALTER TABLE … TYPE`` takes the casts of an assignment (``pg_cast``), whether there are rows or not.
"""

from __future__ import annotations

_GROUPS = {
    "text": "String Text Unicode UnicodeText VARCHAR TEXT CHAR NVARCHAR",
    "integer": "Integer BigInteger SmallInteger INTEGER BIGINT SMALLINT",
    "float": "Float Numeric Double FLOAT NUMERIC DECIMAL REAL DOUBLE_PRECISION",
    "boolean": "Boolean BOOLEAN",
    "date": "Date DATE",
    "datetime": "DateTime DATETIME TIMESTAMP",
    "time": "Time TIME",
    "json": "JSON JSONB",
    "bytes": "LargeBinary BYTEA BLOB",
    "uuid": "Uuid UUID",
    "enum": "Enum ENUM",
}
_GROUP_OF = {word: group for group, words in _GROUPS.items() for word in words.split()}
_BY_ITSELF = frozenset(
    (("integer", "float"), ("float", "integer"), ("date", "datetime"), ("datetime", "date"), ("datetime", "time"))
)


def is_refused(old: str, new: str) -> bool:
    """Whether a column of one type is not turned into another, both given by SQLAlchemy's words; of others nothing is known."""
    before, after = _GROUP_OF.get(old, ""), _GROUP_OF.get(new, "")
    return bool(before and after) and before != after and after != "text" and (before, after) not in _BY_ITSELF
