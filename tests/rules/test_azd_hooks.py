"""What the Azure Developer CLI runs before it packs a service's folder."""

from __future__ import annotations

import pytest
from checking import FLASK, check

AZURE = "name: shop\nservices:\n  web:\n    project: ./src\n    language: py\n    host: appservice\n"
MAKING = [
    "    hooks:\n      prepackage:\n        shell: sh\n        run: poetry export -o requirements.txt\n",
    "    hooks:\n      prepackage:\n        windows:\n          run: ./pack.ps1\n        posix:\n          shell: sh\n          run: uv export -o requirements.txt\n",
    "    hooks:\n      prebuild:\n        run: make requirements\n",
    "    hooks:\n      predeploy:\n        posix:\n          shell: sh\n          run: |\n            cd ..\n            bash pack.sh\n",
]
OTHER = [
    "",
    "    hooks:\n      postdeploy:\n        shell: sh\n        run: poetry export -o requirements.txt\n",
    "    hooks:\n      prepackage:\n        shell: sh\n        run: echo ready\n",
]


@pytest.mark.parametrize(("hooks", "told"), [*((h, 0) for h in MAKING), *((h, 1) for h in OTHER)])
def test_a_hook_may_write_the_list(hooks: str, told: int) -> None:
    files = {
        "azure.yaml": AZURE + hooks,
        "src/app.py": FLASK,
        "pack.sh": "poetry export -o src/requirements.txt\n",
        "tools/requirements.txt": "requests==2.32.5\n",
    }
    assert len(check("no-requirements", files)) == told
