"""What makes an installer choose other releases than the newest that the lists allow."""

from __future__ import annotations

INSTALLERS = frozenset({"pip", "setuptools", "wheel", "uv", "poetry", "pipenv", "pdm", "pip-tools"})
"""What an image upgrades before it installs anything else."""

STEERING = frozenset(
    (
        "-i --index-url --default-index --index --no-index -f --find-links --pre --no-deps --exclude-newer --uploaded-prior-to --prerelease --resolution --override --overrides "
        "--constraint-dependencies --override-dependencies"
    ).split()
)
"""Options of pip and uv by which other releases are chosen than the newest of the usual index (pip 26.3, uv 0.13), the keys of ``[tool.uv]`` written like them."""

STEERING_VARIABLES = frozenset(
    (
        "PIP_CONSTRAINT PIP_INDEX_URL PIP_NO_INDEX PIP_FIND_LINKS PIP_PRE PIP_NO_DEPS PIP_CONFIG_FILE PIP_UPLOADED_PRIOR_TO "
        "UV_CONSTRAINT UV_OVERRIDE UV_INDEX_URL UV_DEFAULT_INDEX UV_INDEX UV_NO_INDEX UV_FIND_LINKS UV_PRERELEASE UV_EXCLUDE_NEWER UV_RESOLUTION UV_CONFIG_FILE"
    ).split()
)
"""The same as variables, which both read of every option."""


def steers(option: str, value: str) -> bool:
    """Whether an option chooses other releases than the newest of the usual index that is allowed."""
    return option in STEERING and "://pypi.org/" not in value


def is_offline(option: str, value: str) -> bool:
    """Whether an option takes wheels from a folder, or leaves out the index or what a wheel needs."""
    return option in ("--no-index", "--no-deps") or (option in ("-f", "--find-links") and "://" not in value)
