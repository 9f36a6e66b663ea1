"""Where nobody looks who answers, and look-alikes."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n", "requirements.txt": "flask\ngunicorn\nrequests\nhttpx\n"}
VIEW = "import os, ssl, requests, httpx\nfrom urllib.request import urlopen\n@app.get('/')\ndef index():\n"

OPEN = [
    VIEW + "    return requests.post('https://api.example.com/x', json={}, verify=False).text\n",
    VIEW + "    return requests.request('GET', url='https://api.example.com/x', verify=False).text\n",
    VIEW + "    s = requests.Session()\n    return s.get('https://api.example.com/x', verify=False).text\n",
    VIEW + "    return httpx.Client(base_url='https://api.example.com', verify=False).get('/x').text\n",
    VIEW + "    return urlopen('https://api.example.com', context=ssl._create_unverified_context()).read()\n",
    "CHECKED = False\nBASE = 'https://api.example.com'\n" + VIEW + "    return requests.get(BASE + '/x', verify=CHECKED).text\n",
    "import ssl\ntry:\n    off = ssl._create_unverified_context\nexcept AttributeError:\n    pass\nelse:\n    ssl._create_default_https_context = off\n",
    "def ask(path):\n    return requests.get('https://api.example.com/' + path, verify=False)\n" + VIEW + "    return ask('x').text\n",
    "asked = requests.Session()\nasked.verify = False\n" + VIEW + "    return asked.get('https://api.example.com/x').text\n",
    "def client():\n    own = requests.Session()\n    own.verify = False\n    return own\n" + VIEW + "    return client().post('https://api.example.com/x').text\n",
    "from sqlalchemy import create_engine\nengine = create_engine('postgresql+psycopg2://a:b@pg.example.com:5432/x?sslmode=disable')\n",
]  # fmt: skip


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    text = text if "import os, ssl" in text[:20] else "import requests\n" + text
    [(path, _, severity)] = check("disabled-tls-verification", {**SERVED, "web.py": FLASK + text})
    assert (path, severity) == ("web.py", "warning")


HARMLESS = [
    "    return requests.get('https://api.example.com/x', verify=True).text\n",
    "    return requests.get('https://api.example.com/x', verify='/etc/ca.pem').text\n",
    "    return requests.get('http://api.example.com/x', verify=False).text\n",
    "    return requests.get('https://10.0.0.7/x', verify=False).text\n",
    "    return requests.get('https://vault:8200/x', verify=False).text\n",
    "    return requests.get('https://kubernetes.default.svc/api', verify=False).text\n",
    "    return requests.get('https://localhost:8443/x', verify=False).text\n",
    "    return requests.get(os.environ['PARTNER'], verify=False).text\n",
    "    return requests.get('https://api.example.com/x', verify=os.environ.get('CHECK') == '1').text\n",
    "    if app.debug:\n        return requests.get('https://api.example.com/x', verify=False).text\n    return ''\n",
    "    s = requests.Session()\n    s.verify = '/etc/ca.pem'\n    return s.get('https://api.example.com/x').text\n",
    "    s = requests.Session()\n    s.verify = False\n    return s.get('https://api.example.com/x', verify=True).text\n",
    "    s = requests.Session()\n    if app.debug:\n        s.verify = False\n    return s.get('https://api.example.com/x').text\n",
    "    s, t = requests.Session(), requests.Session()\n    t.verify = False\n    return s.get('https://api.example.com/x').text\n",
    "    s = requests.Session()\n    s.verify = False\n    s.verify = os.environ['CA']\n    return s.get('https://api.example.com/x').text\n",
    "    return jwt.decode('https://api.example.com/x', verify=False)\n",
    "    return urlopen('https://api.example.com', context=ssl.create_default_context()).read()\n",
    "    return 'postgresql://a:b@db/x?sslmode=disable'\n",
    "    return 'postgresql://a:b@shop.internal/x?sslmode=disable'\n",
    "    return os.environ.get('URL', 'postgresql://a:b@pg.example.com/x?sslmode=disable')\n",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    assert not check("disabled-tls-verification", {**SERVED, "web.py": FLASK + VIEW + text})


@pytest.mark.parametrize(("host", "count"), [("pg.example.com", 1), ("db", 0), ("shop-db.flycast", 0), ("10.1.2.3", 0)])
def test_declared(host: str, count: int) -> None:
    url = f"postgres://a:b@{host}:5432/x?sslmode=disable"
    service = {"type": "web", "name": "x", "runtime": "python", "startCommand": "gunicorn web:app"}
    render = {"services": [{**service, "envVars": [{"key": "DATABASE_URL", "value": url}]}]}
    files = {"web.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "render.yaml": json.dumps(render)}
    assert len(check("disabled-tls-verification", files)) == count
