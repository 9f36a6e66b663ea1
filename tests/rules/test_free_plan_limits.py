"""What a Blueprint asks for that Render's free plan lacks."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVICE = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  plan: {plan}\n  buildCommand: pip install -r requirements.txt\n"
    "  startCommand: gunicorn app:app\n{rest}"
)
DISK = "  disk:\n    name: d\n    mountPath: /data\n"
URL = "  envVars:\n  - key: DATABASE_URL\n    fromDatabase: {name: db, property: connectionString}\n"
DATABASE = "databases:\n- name: db\n  plan: {0}\n"

FORMS = {
    "a disk": ("free", DISK, [10]),
    "a command before the deploy": ("free", "  preDeployCommand: flask db upgrade\n", [8]),
    "instances": ("free", "  numInstances: 2\n", [2]),
    "scaling": ("free", "  scaling: {minInstances: 1, maxInstances: 3, targetCPUPercent: 60}\n", [2]),
    "one instance": ("free", "  numInstances: 1\n", []),
    "a paid plan": ("starter", f"{DISK}  preDeployCommand: flask db upgrade\n", []),
    "a paid database": ("free", URL + DATABASE.format("basic-256mb"), []),
    "a free database that nothing is told of": ("free", DATABASE.format("free"), []),
    "nothing": ("free", "", []),
}


@pytest.mark.parametrize(("plan", "rest", "lines"), FORMS.values(), ids=FORMS)
def test_free_plan(plan: str, rest: str, lines: list[int]) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "render.yaml": SERVICE.format(plan=plan, rest=rest)}
    assert check("free-plan-limits", files) == [("render.yaml", line, "warning") for line in lines]


@pytest.mark.parametrize("plan", ["free", "starter"])
def test_a_free_database_is_told_in_time(plan: str) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK}
    files["render.yaml"] = SERVICE.format(plan=plan, rest=URL + DATABASE.format("free"))
    assert check("free-plan-limits", files) == [("render.yaml", 12, "info")]


def test_a_free_database_given_in_parts() -> None:
    parts = "  envVars:\n  - key: DATABASE_HOST\n    fromDatabase: {name: db, property: host}\n"
    files: dict[str, str | bytes] = {"app.py": FLASK}
    files["render.yaml"] = SERVICE.format(plan="free", rest=parts + DATABASE.format("free"))
    assert check("free-plan-limits", files) == [("render.yaml", 12, "info")]


def test_no_plan_is_a_paid_one() -> None:
    text = SERVICE.format(plan="free", rest=DISK).replace("  plan: free\n", "")
    assert check("free-plan-limits", {"app.py": FLASK, "render.yaml": text}) == []
