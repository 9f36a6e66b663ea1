"""Code that starts a server of its own and asks it: what answers at localhost is there."""

from __future__ import annotations

import pytest
from checking import check

FILES: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn shop:app\n",
    "requirements.txt": "Flask\nrequests\ngunicorn\n",
}
APP = "import subprocess\nimport requests\nfrom flask import Flask\napp = Flask(__name__)\n{}\n@app.route('/')\ndef index():\n    return requests.get('http://localhost:8002/metrics').text\n"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("@app.route('/up')\ndef up():\n    subprocess.Popen(['modelserver', '--port', '8002'])\n    return ''\n", 0),
        (
            "@app.route('/up')\ndef up():\n    command = ['/opt/bin/llama-server']\n    command.append('-v')\n    subprocess.Popen(command)\n    return ''\n",
            0,
        ),
        ("@app.route('/up')\ndef up():\n    subprocess.run(['git', 'pull'])\n    return ''\n", 1),
        ("NAMES = ['mailserver', 'fileserver']\n", 1),
        (
            "@app.route('/up')\ndef up():\n    subprocess.run(['git', 'pull'], env={'kind': 'modelserver'})\n    return ''\n",
            1,
        ),
    ],
)
def test_a_server_that_the_code_starts(code: str, count: int) -> None:
    assert len(check("hard-coded-loopback", {**FILES, "shop.py": APP.format(code)})) == count
