"""Servers, clients of the web, and clients of caches, brokers, mail servers and directories.

requests 2.32, HTTPX 0.27, aiohttp 3.10, websockets 13, websocket-client 1.8, Playwright 1.47, openai 1.50, ollama 0.3, LangChain 0.3, Ansible 2.17, redis-py 5, kombu 5.4,
Celery 5.4, pika 1.3, kafka-python 2.0, paho-mqtt 2.1, pymemcache 4, pylibmc 1.6, python-memcached 1.62, elasticsearch 8, opensearch-py 2.7, python-ldap 3.4, ldap3 2.9, and the
standard library of Python 3.13.
"""

from __future__ import annotations

from flaskcheck.known.meanings import ASKS, CONNECTS, SERVES, STARTS, Meaning, Rows

ASKING: Rows = (
    (
        Meaning(ASKS, "client", (("address", 0, "url"),)),
        "requests.get requests.post requests.put requests.patch requests.delete requests.head requests.options urllib.request.urlopen",
    ),
    (Meaning(ASKS, "client", (("address", 1, "url"),)), "requests.request"),
    (Meaning(ASKS, "client", (("address", -1, "base_url"),)), "httpx.Client httpx.AsyncClient"),
    (Meaning(ASKS, "client"), "requests.Session"),
    (Meaning(ASKS, "socket", (("address", 0, "address"),)), "socket.create_connection socket.socket().connect"),
    (Meaning(ASKS, "socket", (("address", 0, "uri"),)), "websockets.connect"),
    (Meaning(ASKS, "other", (("address", 0, "url"),)), "playwright.sync_api.Page().goto"),
    (Meaning(ASKS, "other", (("address", 0, "uri"),)), "xmlrpc.client.Server jsonrpclib.Server"),
    (Meaning(ASKS, "other"), "telegram.Bot().send_message"),
    (
        Meaning(ASKS, "address", (("address", 0, "url"),)),
        "urllib.request.urlretrieve aiohttp.ClientSession().ws_connect websocket.WebSocketApp ansible.module_utils.urls.open_url",
    ),
    (Meaning(ASKS, "address", (("address", 0, "uri"),)), "xmlrpc.client.ServerProxy"),
    (
        Meaning(ASKS, "address", (("address", -1, "base_url"),)),
        "openai.OpenAI langchain_ollama.ChatOllama langchain_community.llms.Ollama",
    ),
    (Meaning(ASKS, "address", (("address", 0, "host"),)), "ollama.Client"),
)

SERVICES: Rows = (
    (Meaning(CONNECTS, "redis", (("host", 0, "host"),)), "redis.Redis redis.StrictRedis"),
    (Meaning(CONNECTS, "redis", (("what", 0, "url"),)), "redis.from_url redis.Redis.from_url aioredis.from_url"),
    (Meaning(CONNECTS, "memcached", (("host", 0, "servers"),)), "memcache.Client pylibmc.Client"),
    (Meaning(CONNECTS, "memcached", (("host", 0, "server"),)), "pymemcache.client.base.Client"),
    (Meaning(CONNECTS, "broker", (("host", 0, "host"),)), "pika.ConnectionParameters"),
    (Meaning(CONNECTS, "broker", (("what", 0, "url"),)), "pika.URLParameters"),
    (Meaning(CONNECTS, "broker", (("host", 0, "hostname"),)), "kombu.Connection"),
    (Meaning(CONNECTS, "broker", (("what", -1, "broker"),)), "celery.Celery"),
    (Meaning(CONNECTS, "broker", (("host", -1, "bootstrap_servers"),)), "kafka.KafkaProducer kafka.KafkaConsumer"),
    (Meaning(CONNECTS, "broker", (("host", 0, "host"),)), "paho.mqtt.client.Client().connect"),
    (Meaning(CONNECTS, "mail", (("host", 0, "host"),)), "smtplib.SMTP smtplib.SMTP_SSL"),
    (Meaning(CONNECTS, "search", (("host", 0, "hosts"),)), "elasticsearch.Elasticsearch opensearchpy.OpenSearch"),
    (Meaning(CONNECTS, "directory", (("what", 0, "uri"),)), "ldap.initialize"),
    (Meaning(CONNECTS, "directory", (("host", 0, "host"),)), "ldap3.Server"),
)

SERVING: Rows = (
    (Meaning(SERVES, "other", (("host", -1, "host"),)), "uvicorn.run aiohttp.web.run_app waitress.serve"),
    (Meaning(SERVES, "other"), "hypercorn.run hypercorn.asyncio.serve"),
    (Meaning(SERVES, "socket", (("host", 0, "address"),)), "socket.socket().bind"),
    (Meaning(SERVES, "socket"), "socket.socket().listen"),
    (Meaning(STARTS, "loop"), "asyncio.run anyio.run trio.run"),
)

ROWS: Rows = (*ASKING, *SERVICES, *SERVING)
