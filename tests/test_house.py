"""The rooms of the house stand in one order: a room imports only those before it, and no files import one another in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = (
    "ground facts files known readers hosts shell images code values servers installed effects application units project rule findings output command"
).split()
"""From the ground up. ``project`` and ``rule`` are single files: the doors."""

DOORS = frozenset({"project", "rule", "known", "effects.effect"})
"""What a rule may import."""


UPWARD = frozenset(
    """
    application.databases application.folders application.front_ends application.migrations application.rendering
    application.routes application.upgrades effects.addresses effects.seed_commands units.deployment
    """.split()
)
"""Modules that still import upward. Only to be shortened."""

PAST_THE_DOORS = frozenset(
    """
    absolute_local_path broken_migration_chain case_mismatch command_not_installed committed_database committed_env_file
    create_all_at_startup debug_environment debug_run debug_setting destructive_seed development_config
    development_only_requirement development_server drop_all_at_startup env_file_in_image fallback_secret_key fixed_port
    hard_coded_credentials hard_coded_loopback hard_coded_secret_key invalid_platform_file invalid_requirement
    legacy_postgres_scheme local_requirement loopback_bind loopback_link loopback_service misnamed_procfile
    misnamed_requirement missing_database_driver missing_migration_step missing_requirements_file missing_root_directory
    missing_template missing_wsgi_server multiple_migration_heads no_requirements no_web_process plain_secret
    platform_requirement public_seed_route random_secret_key removed_flask_env seed_on_every_start sqlite_fallback
    sqlite_in_production static_host uncalled_factory unchained_build_command undeclared_import undeclared_variable
    unguarded_run unguarded_seed_import unguarded_seed_script unignored_env_file unpinned_requirement
    unreadable_requirements unresolved_app unresolved_flask_app unresolved_import unrouted_health_check
    unrunnable_entrypoint unsupported_python untracked_file untracked_migrations
    """.split()
)
"""Rules that still import more than the doors. Only to be shortened."""


CIRCLES = frozenset(
    """
    application.migrations units.repository
    images.copies images.steps
    units.deployment units.installation units.start output.summary
    application.folders application.rendering effects.addresses project
    images.programs images.runs
    values.absence values.assumptions values.calls values.classes values.decidable values.evaluator
    """.split()
)
"""Modules that still import one another in a circle, a circle a line. Only to be shortened."""


def module_name(path: Path) -> str:
    """``findings.engine`` of flaskcheck/findings/engine.py."""
    return ".".join(path.relative_to(ROOT / "flaskcheck").with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted((ROOT / "flaskcheck").rglob("*.py"))}


def imports(path: Path) -> Iterator[str]:
    """The modules of flaskcheck that a file imports anywhere: at its top, in functions, for types."""
    here = (
        ("flaskcheck." + module_name(path)).split(".")
        if ROOT / "flaskcheck" in path.parents
        else ["flaskcheck", "rules", path.stem]
    )
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("flaskcheck."))
        if not isinstance(node, ast.ImportFrom):
            continue
        source = (
            ".".join([*package[: len(package) - node.level + 1], node.module or ""]).rstrip(".")
            if node.level
            else node.module or ""
        )
        if source.partition(".")[0] == "flaskcheck":
            base = source.partition(".")[2]
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                yield inner if inner in MODULES else base


def room(module: str) -> str:
    return module.partition(".")[0]


IMPORTS = {name: frozenset(imports(path)) for name, path in MODULES.items()}


FLAT = frozenset({"flaskcheck", "", "__init__", "__main__", "project", "rule"})


def test_every_module_has_a_room() -> None:
    assert not [name for name in MODULES if room(name) not in ROOMS and name not in FLAT]
    assert not [
        name for name in MODULES if "." not in name and name not in FLAT and not (ROOT / "flaskcheck" / name).is_dir()
    ]


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) in ROOMS])
def test_a_room_imports_only_those_before_it(module: str) -> None:
    floor = ROOMS.index(room(module))
    assert bool([other for other in IMPORTS[module] if room(other) in ROOMS[floor + 1 :]]) == (module in UPWARD)


def reached(module: str) -> set[str]:
    """The modules that one imports, and those that these import, and so on."""
    found: set[str] = set()
    todo = [module]
    while todo:
        new = (IMPORTS[todo.pop()] & MODULES.keys()) - found
        found |= new
        todo += new
    return found


def test_no_circle() -> None:
    assert {name for name in MODULES if name in reached(name)} == CIRCLES


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.py")), ids=lambda path: path.stem)
def test_a_rule_goes_through_the_doors(path: Path) -> None:
    past = {other for other in imports(path) if other not in DOORS and room(other) not in DOORS} - {"rules"}
    assert bool(past) == (path.stem in PAST_THE_DOORS), past
