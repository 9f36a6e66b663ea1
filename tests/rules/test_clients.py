"""Clients of services that are given an address of the machine itself, however it reaches them."""

from __future__ import annotations

import pytest
from checking import check, problems

PROCFILE: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n"}
HEAD = "import os\nfrom flask import Flask\n"
APP = "app = Flask(__name__)\n"


def told(code: str, **others: str) -> list[tuple[str, int, str]]:
    more = {name.replace("__", "."): text for name, text in others.items()}
    return check("loopback-service", {"app.py": HEAD + code.replace("APP\n", APP), **PROCFILE, **more})


LOCAL = (
    "import redis\nAPP\nr = redis.Redis(host='localhost')\n",
    "import redis\nAPP\nr = redis.Redis('127.0.0.1', 6379)\n",
    "from redis import StrictRedis as Store\nAPP\nr = Store(host='localhost', port=6379, db=0)\n",
    "import redis\nAPP\nr = redis.Redis()\n",
    "import redis\nAPP\nHOST = 'localhost'\nr = redis.Redis(host=HOST)\n",
    "import redis\nAPP\nr = redis.Redis(connection_pool=redis.ConnectionPool(host='localhost'))\n",
    "import redis\nAPP\nr = redis.from_url(f'redis://{\"localhost\"}:6379/0')\n",
    "import redis\nAPP\ndef store(host='localhost'):\n    return redis.Redis(host=host)\nr = store()\n",
    "import redis\nAPP\ndef store(host):\n    return redis.Redis(host=host)\n@app.get('/')\ndef index():\n    return store('localhost').get('x')\n",
    "import redis\nAPP\nclass Store:\n    def __init__(self, host):\n        self.r = redis.Redis(host=host)\ns = Store('localhost')\n",
    "from pymongo import MongoClient\nAPP\nclient = MongoClient('localhost', 27017)\n",
    "import pymongo\nAPP\nclient = pymongo.MongoClient(host=['localhost:27017'])\n",
    "from pymongo import MongoClient\nAPP\nclient = MongoClient()\n",
    "from flask_pymongo import PyMongo\nAPP\nmongo = PyMongo(app, uri='mongodb://localhost:27017/shop')\n",
    "from mongoengine import connect\nAPP\nconnect(db='shop', host='mongodb://127.0.0.1/shop')\n",
    "import psycopg2\nAPP\nc = psycopg2.connect('host=localhost dbname=shop user=shop')\n",
    "import psycopg2.pool\nAPP\np = psycopg2.pool.SimpleConnectionPool(1, 5, host='localhost', dbname='shop')\n",
    "import psycopg\nAPP\n@app.get('/')\ndef index():\n    with psycopg.connect('postgresql://shop@localhost/shop') as c:\n        return str(c)\n",
    "import pymysql\nAPP\nc = pymysql.connect(host='localhost', user='root', database='shop')\n",
    "import mysql.connector\nAPP\nDB = {'host': 'localhost', 'user': 'root'}\nc = mysql.connector.connect(**DB)\n",
    "import mysql.connector\nAPP\nDB = dict(host='127.0.0.1', user='root')\nc = mysql.connector.connect(**DB)\n",
    "import mysql.connector\nAPP\nBASE = {'host': 'localhost'}\nc = mysql.connector.connect(**{**BASE, 'user': 'root'})\n",
    "import mysql.connector\nAPP\nDB = {'host': 'localhost'}\nc = mysql.connector.connect(host=DB['host'], user='root')\n",
    "import mysql.connector\nAPP\nc = mysql.connector.connect(user='root', database='shop')\n",
    "from sqlalchemy import create_engine\nAPP\ne = create_engine('mysql+pymysql://root@localhost/shop')\n",
    "from sqlalchemy import create_engine\nAPP\napp.config['MY_DB'] = 'postgresql://shop@localhost/shop'\ne = create_engine(app.config['MY_DB'])\n",
    "from celery import Celery\nAPP\nq = Celery('x', broker='redis://localhost:6379/0')\n",
    "from celery import Celery\nAPP\nq = Celery('x')\nq.conf.broker_url = 'amqp://guest@localhost//'\n",
    "from celery import Celery\nAPP\nq = Celery('x')\nq.conf.update(broker_url='redis://localhost:6379/0')\n",
    "from celery import Celery\nAPP\nq = Celery('x')\nq.conf['result_backend'] = 'redis://localhost:6379/0'\n",
    "from celery import Celery\nAPP\nq = Celery('x')\nq.conf.update({'broker_url': 'redis://localhost:6379/0'})\n",
    "APP\napp.config.from_mapping(CELERY=dict(broker_url='redis://localhost', task_ignore_result=True))\n",
    "from flask_mongoengine import MongoEngine\nAPP\napp.config['MONGODB_SETTINGS'] = {'db': 'shop', 'host': 'localhost', 'port': 27017}\nm = MongoEngine(app)\n",
    "from flask_caching import Cache\nAPP\nc = Cache(app, config={'CACHE_TYPE': 'RedisCache', 'CACHE_REDIS_URL': 'redis://localhost:6379/1'})\n",
    "from flask_limiter import Limiter\nAPP\nl = Limiter(lambda: '', app=app, storage_uri='redis://localhost:6379')\n",
    "import pika\nAPP\nc = pika.BlockingConnection(pika.ConnectionParameters('localhost'))\n",
    "import memcache\nAPP\nm = memcache.Client(['127.0.0.1:11211'])\n",
    "from pymemcache.client.base import Client\nAPP\nm = Client(('localhost', 11211))\n",
    "from elasticsearch import Elasticsearch\nAPP\ne = Elasticsearch('http://localhost:9200')\n",
    "from elasticsearch import Elasticsearch\nAPP\ne = Elasticsearch([{'host': 'localhost', 'port': 9200}])\n",
    "import paho.mqtt.client as mqtt\nAPP\nc = mqtt.Client()\nc.connect('localhost', 1883)\n",
    "import oracledb\nAPP\nc = oracledb.connect(user='s', dsn='localhost:1521/orcl')\n",
    "import pyodbc\nAPP\nc = pyodbc.connect('DRIVER={x};SERVER=localhost\\\\SQLEXPRESS;DATABASE=shop')\n",
)  # fmt: skip


@pytest.mark.parametrize("code", LOCAL)
def test_local_clients(code: str) -> None:
    assert [severity for _, _, severity in told(code)] == ["error"]


@pytest.mark.parametrize(
    "code",
    [
        "import redis\nAPP\nr = redis.Redis(host='cache.shop.net')\n",
        "import redis\nAPP\nr = redis.Redis(host=os.environ['REDIS_HOST'])\n",
        "import redis\nAPP\nr = redis.Redis(unix_socket_path='/run/redis.sock')\n",
        "import redis\nAPP\nr = redis.Redis(connection_pool=make())\n",
        "import redis\nAPP\nr = redis.Redis(**settings())\n",
        "import redis\nAPP\nr = redis.Redis(*address())\n",
        "import redis\nAPP\nr = redis.from_url(os.environ['REDIS_URL'])\n",
        "import redis\nAPP\nclass Redis:\n    pass\nr = Redis()\n",
        "import redis\nAPP\ndef store(host='localhost'):\n    return redis.Redis(host=host)\nr = store(os.environ['REDIS_HOST'])\n",
        "import pymysql\nAPP\nc = pymysql.connect(unix_socket='/cloudsql/a:b:c', host='localhost', user='shop')\n",
        "import mysql.connector\nAPP\nDB = {'host': 'localhost', 'user': 'root'}\nDB['host'] = os.environ['DB_HOST']\nc = mysql.connector.connect(**DB)\n",
        "import mysql.connector\nAPP\nDB = {'host': 'localhost'}\nDB.update(host=os.environ['DB_HOST'])\nc = mysql.connector.connect(**DB)\n",
        "import mysql.connector\nAPP\nc = mysql.connector.connect(**{'host': os.environ['DB_HOST']})\n",
        "import psycopg2\nAPP\nc = psycopg2.connect(dbname='shop')\n",
        "import psycopg2\nAPP\nc = psycopg2.connect(os.environ['DATABASE_URL'])\n",
        "from sqlalchemy import create_engine\nAPP\ne = create_engine('sqlite:///shop.db')\n",
        "from pymongo import MongoClient\nAPP\nclient = MongoClient(os.getenv('MONGODB_URI'))\n",
        "from celery import Celery\nAPP\nq = Celery('x')\n",
        "from celery import Celery\nAPP\nq = Celery('x', broker=os.environ['BROKER'])\nq.conf.update(task_default_queue='localhost')\n",
        "import redis\nAPP\nif __name__ == '__main__':\n    r = redis.Redis(host='localhost')\n",
        "import redis\nAPP\nif app.debug:\n    r = redis.Redis(host='localhost')\n",
        "import redis\nAPP\ndef unused():\n    return redis.Redis(host='localhost')\n",
        "APP\nstore = dict(host='localhost')\n",
    ],
)  # fmt: skip
def test_clients_of_elsewhere(code: str) -> None:
    assert told(code) == []


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("import redis\nAPP\nr = redis.Redis(host=os.environ.get('REDIS_HOST', 'localhost'))\n", "warning"),
        ("import redis\nAPP\ntry:\n    r = redis.Redis(host='localhost')\n    r.ping()\nexcept Exception:\n    r = None\n", "warning"),
        ("import redis\nAPP\nif os.path.exists('/x'):\n    r = redis.Redis(host='localhost')\n", "warning"),
        ("import smtplib\nAPP\n@app.get('/')\ndef index():\n    smtplib.SMTP('localhost').quit()\n    return ''\n", "warning"),
        ("import psycopg2\nAPP\nDSN = os.getenv('DATABASE_URL') or 'postgresql://localhost/shop'\nc = psycopg2.connect(DSN)\n", "warning"),
    ],
)  # fmt: skip
def test_unsure_ones(code: str, severity: str) -> None:
    assert [s for _, _, s in told(code)] == [severity]


def test_the_place_is_where_the_address_is_written() -> None:
    code = "import mysql.connector\nfrom settings import DB\nAPP\n@app.get('/')\ndef index():\n    return str(mysql.connector.connect(**DB))\n"
    assert told(code, settings__py="DB = {\n    'user': 'root',\n    'host': 'localhost',\n}\n") == [
        ("settings.py", 3, "error")
    ]


def test_one_address_of_two_clients_is_told_where_it_is_written() -> None:
    code = "import redis\nAPP\nURL = 'redis://localhost'\na = redis.from_url(URL)\nb = redis.from_url(URL)\n"
    assert told(code) == [("app.py", 5, "error")]


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: redis-server --daemonize yes && gunicorn app:app\n"},
        {"Procfile": None, "shop.service": "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn app:app\n"},
    ],
)  # fmt: skip
def test_the_service_may_run_there(files: dict[str, str | bytes | None]) -> None:
    every = {"app.py": HEAD + "import redis\n" + APP + "r = redis.Redis(host='localhost')\n", **PROCFILE, **files}
    assert check("loopback-service", {path: text for path, text in every.items() if text is not None}) == []


def test_without_a_platform_file_it_is_likely() -> None:
    files: dict[str, str | bytes] = {"app.py": HEAD + "import redis\n" + APP + "r = redis.Redis(host='localhost')\n"}
    [found] = problems("loopback-service", files)
    assert (found.severity, found.message.partition(",")[0]) == (
        "warning",
        "redis.Redis() connects to the machine the app runs on",
    )


def test_a_worker_connects_too() -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + APP,
        "queue_.py": "from celery import Celery\nqueue = Celery('x', broker='redis://localhost:6379/0')\n",
        "Procfile": "web: gunicorn app:app\nworker: celery -A queue_ worker\n",
    }
    assert check("loopback-service", files) == [("queue_.py", 2, "error")]


def test_a_module_of_settings() -> None:
    code = "from celery import Celery\nAPP\nq = Celery('x')\nq.config_from_object('celeryconfig')\n"
    assert told(code, celeryconfig__py="broker_url = 'redis://localhost:6379/0'\n") == [("celeryconfig.py", 1, "error")]


def test_a_clients_address_is_told_once() -> None:
    code = HEAD + "from elasticsearch import Elasticsearch\n" + APP + "e = Elasticsearch('http://localhost:9200')\n"
    assert check("hard-coded-loopback", {"app.py": code, **PROCFILE}) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import requests\nAPP\nHOST, PORT = 'localhost', 5001\n@app.get('/')\ndef index():\n    return requests.get(f'http://{HOST}:{PORT}/x').text\n", [(5, "error")]),
        ("import requests\nAPP\nHOST = '127.0.0.1'\n@app.get('/')\ndef index():\n    return requests.post('http://' + HOST + ':5001/x').text\n", [(5, "error")]),
        ("import requests\nAPP\ndef fetch(host):\n    return requests.get('http://%s:5001' % host)\n@app.get('/')\ndef index():\n    return fetch('localhost').text\n", [(9, "error")]),
        ("import http.client\nAPP\n@app.get('/')\ndef index():\n    return str(http.client.HTTPConnection('localhost', 5001))\n", [(7, "warning")]),
        ("import grpc\nAPP\nHOST = 'localhost'\nchannel = grpc.insecure_channel(HOST)\n", [(5, "warning")]),
        ("import requests\nAPP\nURL = 'http://localhost:5001'\n@app.get('/')\ndef index():\n    return requests.get(f'{URL}/x').text\n", [(5, "warning")]),
        ("import requests\nAPP\nHOST = os.environ['HOST']\n@app.get('/')\ndef index():\n    return requests.get(f'http://{HOST}:5001/x').text\n", []),
        ("APP\nHOST = 'localhost'\nPORT = 5001\nprint(f'http://{HOST}:{PORT}')\n", []),
    ],
)  # fmt: skip
def test_addresses_put_together(code: str, found: list[tuple[int, str]]) -> None:
    told = check("hard-coded-loopback", {"app.py": HEAD + code.replace("APP\n", APP), **PROCFILE})
    assert [(line, severity) for _, line, severity in told] == found


COMPOSE = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 app:app\n    ports: ['80:8000']\n{}  store:\n    image: redis:8\n{}"
POD = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n{}      containers:\n      - name: web\n"
    "        image: shop/web\n        command: [gunicorn, 'app:app']\n{}"
)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("compose.yaml", COMPOSE.format("", ""), True),
        ("compose.yaml", COMPOSE.format("    network_mode: bridge\n", ""), True),
        ("compose.yaml", COMPOSE.format("    network_mode: host\n", ""), False),
        ("compose.yaml", COMPOSE.format("    network_mode: 'service:store'\n", ""), False),
        ("compose.yaml", COMPOSE.format("", "    network_mode: 'service:web'\n"), False),
        ("k8s/web.yaml", POD.format("", ""), True),
        ("k8s/web.yaml", POD.format("      hostNetwork: true\n", ""), False),
        ("k8s/web.yaml", POD.format("", "      - name: store\n        image: redis:8\n"), False),
    ],
)
def test_containers_that_share_a_network(path: str, text: str, found: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + "import redis\n" + APP + "r = redis.Redis(host='localhost')\n",
        "requirements.txt": "flask\ngunicorn\nredis\n",
        "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n",
        path: text,
    }
    assert bool(check("loopback-service", files)) is found
