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
    (
        Meaning(ASKS, "client", (("address", 0, "url"),)),
        "httpx.get httpx.post httpx.put httpx.patch httpx.delete httpx.head httpx.options httpx.stream",
    ),
    (Meaning(ASKS, "client", (("address", 1, "url"),)), "requests.request httpx.request"),
    (
        Meaning(ASKS, "host", (("address", 0, "host"),)),
        "http.client.HTTPConnection http.client.HTTPSConnection ftplib.FTP imaplib.IMAP4 poplib.POP3",
    ),
    (Meaning(ASKS, "host", (("address", 0, "target"),)), "grpc.insecure_channel grpc.aio.insecure_channel"),
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

_REDIS = (
    ("instead", -1, "connection_pool"),
    ("instead 2", -1, "unix_socket_path"),
    ("instead 3", -1, "connection_class"),
    ("secret", -1, "password"),
)
_CONF = "celery.Celery().conf"

SERVICES: Rows = (
    (
        Meaning(CONNECTS, "redis", (("host", 0, "host"), *_REDIS), "localhost"),
        (
            "redis.Redis redis.StrictRedis redis.client.Redis redis.client.StrictRedis redis.asyncio.Redis redis.asyncio.StrictRedis valkey.Valkey "
            "valkey.StrictValkey"
        ),
    ),
    (
        Meaning(CONNECTS, "redis", (("host", 0, "host"), ("host 2", -1, "startup_nodes"))),
        "redis.RedisCluster redis.cluster.RedisCluster",
    ),
    (
        Meaning(CONNECTS, "redis", (("host", -1, "host"), ("instead", -1, "path"), *_REDIS[2:]), "localhost"),
        "redis.ConnectionPool redis.BlockingConnectionPool redis.connection.ConnectionPool redis.asyncio.ConnectionPool",
    ),
    (
        Meaning(CONNECTS, "redis", (("what", 0, "url"),)),
        (
            "redis.from_url redis.Redis.from_url redis.StrictRedis.from_url redis.client.Redis.from_url redis.asyncio.from_url redis.asyncio.Redis.from_url "
            "redis.ConnectionPool.from_url redis.BlockingConnectionPool.from_url redis.connection.ConnectionPool.from_url redis.asyncio.ConnectionPool.from_url "
            "redis.RedisCluster.from_url redis.cluster.RedisCluster.from_url aioredis.from_url aioredis.create_redis_pool valkey.from_url valkey.Valkey.from_url"
        ),
    ),
    (
        Meaning(CONNECTS, "redis", (("host", 0, "sentinels"),)),
        "redis.Sentinel redis.sentinel.Sentinel redis.asyncio.Sentinel",
    ),
    (
        Meaning(CONNECTS, "redis", (("host", -1, "host"), ("what", -1, "url"), *_REDIS), "localhost"),
        "huey.RedisHuey huey.PriorityRedisHuey huey.RedisExpireHuey walrus.Database",
    ),
    (
        Meaning(CONNECTS, "redis", (("host", 0, "host"), ("secret", 2, "password")), "localhost"),
        "cachelib.RedisCache cachelib.redis.RedisCache",
    ),
    (Meaning(CONNECTS, "redis", (("what", 0, "url"),)), "socketio.RedisManager socketio.AsyncRedisManager"),
    (Meaning(CONNECTS, "cache", (("what", -1, "storage_uri"),)), "flask_limiter.Limiter"),
    (Meaning(CONNECTS, "cache", (("settings", -1, "config"),)), "flask_caching.Cache"),
    (Meaning(CONNECTS, "cache", (("settings", 1, "config"),)), "flask_caching.Cache().init_app"),
    (
        Meaning(CONNECTS, "broker", (("what", -1, "message_queue"),)),
        "flask_socketio.SocketIO flask_socketio.SocketIO().init_app",
    ),
    (
        Meaning(CONNECTS, "memcached", (("host", 0, "servers"),)),
        "memcache.Client pylibmc.Client bmemcached.Client cachelib.MemcachedCache cachelib.memcached.MemcachedCache pymemcache.client.hash.HashClient pymemcache.HashClient",
    ),
    (
        Meaning(CONNECTS, "memcached", (("host", 0, "server"),)),
        "pymemcache.client.base.Client pymemcache.Client pymemcache.client.base.PooledClient",
    ),
    (
        Meaning(CONNECTS, "broker", (("host", 0, "host"),), "localhost"),
        "pika.ConnectionParameters pika.connection.ConnectionParameters",
    ),
    (Meaning(CONNECTS, "broker", (("what", 0, "url"),)), "pika.URLParameters aio_pika.connect aio_pika.connect_robust"),
    (Meaning(CONNECTS, "broker", (("host", 0, "hostname"),)), "kombu.Connection"),
    (Meaning(CONNECTS, "broker", (("what", -1, "broker"), ("result", -1, "backend"))), "celery.Celery"),
    (
        Meaning(
            CONNECTS, "broker", (("what", -1, "broker_url"), ("result", -1, "result_backend"), ("settings", 0, ""))
        ),
        f"{_CONF}.update",
    ),
    (Meaning(CONNECTS, "broker", (("object", 0, "obj"),)), "celery.Celery().config_from_object"),
    (
        Meaning(CONNECTS, "broker", (("what", 0, ""),)),
        " ".join(
            f"{_CONF}.{name}"
            for name in "broker_url result_backend BROKER_URL CELERY_BROKER_URL CELERY_RESULT_BACKEND broker_read_url broker_write_url".split()
        ),
    ),
    (
        Meaning(CONNECTS, "broker", (("host", -1, "bootstrap_servers"),), "localhost"),
        "kafka.KafkaProducer kafka.KafkaConsumer",
    ),
    (
        Meaning(CONNECTS, "broker", (("host", -1, "bootstrap_servers"),), "localhost"),
        "aiokafka.AIOKafkaProducer aiokafka.AIOKafkaConsumer",
    ),
    (Meaning(CONNECTS, "broker", (("settings", 0, ""),)), "confluent_kafka.Producer confluent_kafka.Consumer"),
    (
        Meaning(CONNECTS, "broker", (("what", -1, "url"), ("host", -1, "host"))),
        "dramatiq.brokers.redis.RedisBroker dramatiq.brokers.rabbitmq.RabbitmqBroker",
    ),
    (Meaning(CONNECTS, "broker", (("host", 0, "host"),)), "paho.mqtt.client.Client().connect"),
    (Meaning(CONNECTS, "broker", (("host", 0, "servers"),), "localhost"), "nats.connect"),
    (Meaning(CONNECTS, "broker", (("host", 0, "host_and_ports"),), "localhost"), "stomp.Connection"),
    (Meaning(CONNECTS, "jobs", (("what", 0, "url"),)), "apscheduler.jobstores.sqlalchemy.SQLAlchemyJobStore"),
    (Meaning(CONNECTS, "jobs", (("what", -1, "filename"),)), "huey.SqliteHuey huey.FileHuey"),
    (Meaning(CONNECTS, "mail", (("host", 0, "host"),)), "smtplib.SMTP smtplib.SMTP_SSL smtplib.LMTP"),
    (
        Meaning(CONNECTS, "mail", (("host", 0, "host"),), "localhost"),
        "smtplib.SMTP().connect smtplib.SMTP_SSL().connect",
    ),
    (
        Meaning(CONNECTS, "search", (("host", 0, "hosts"),)),
        "elasticsearch.Elasticsearch elasticsearch.AsyncElasticsearch opensearchpy.OpenSearch",
    ),
    (Meaning(CONNECTS, "search", (("what", 0, "url"),)), "meilisearch.Client"),
    (Meaning(CONNECTS, "store", (("host", 0, "endpoint"),)), "minio.Minio"),
    (Meaning(CONNECTS, "directory", (("what", 0, "uri"),)), "ldap.initialize"),
    (Meaning(CONNECTS, "directory", (("host", 0, "host"),), "localhost"), "ldap3.Server"),
)

SERVING: Rows = (
    (Meaning(SERVES, "other", (("host", -1, "host"),)), "uvicorn.run aiohttp.web.run_app waitress.serve"),
    (Meaning(SERVES, "other"), "hypercorn.run hypercorn.asyncio.serve"),
    (Meaning(SERVES, "socket", (("host", 0, "address"),)), "socket.socket().bind"),
    (Meaning(SERVES, "socket"), "socket.socket().listen"),
    (Meaning(STARTS, "loop"), "asyncio.run anyio.run trio.run"),
)

ROWS: Rows = (*ASKING, *SERVICES, *SERVING)
