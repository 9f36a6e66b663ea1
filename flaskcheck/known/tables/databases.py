"""Databases: what opens one, and what changes what is in it.

SQLAlchemy 2.0 (Engine Configuration, Session API), Flask-SQLAlchemy 3.1, Alembic 1.13, Flask-Migrate 4, peewee 3.17, SQLModel 0.0.22, dataset 1.6, sqlite3 (Python 3.13),
aiosqlite 0.20, APSW 3.46, PyMongo 4.9, MongoEngine 0.29; the drivers as their own documentation gives ``connect``.
"""

from __future__ import annotations

from flaskcheck.known.meanings import (
    ALTERS_TABLES,
    CONNECTS,
    CREATES_TABLES,
    DELETES_ROWS,
    DROPS_TABLES,
    LOOKS_UP,
    MIGRATES,
    RUNS_SQL,
    SETS,
    TALKS,
    WRITES_ROWS,
    Meaning,
    Rows,
)

_SECRETS = (("secret", -1, "password"), ("secret 2", -1, "passwd"))
_MYSQL = (
    ("host", -1, "host"),
    ("instead", -1, "unix_socket"),
    ("instead 2", -1, "read_default_file"),
    ("instead 3", -1, "option_files"),
    *_SECRETS,
)

OPENING: Rows = (
    (
        Meaning(CONNECTS, "url", (("what", 0, "url"),)),
        (
            "sqlalchemy.create_engine sqlalchemy.engine.create_engine sqlalchemy.ext.asyncio.create_async_engine sqlmodel.create_engine dataset.connect "
            "playhouse.db_url.connect"
        ),
    ),
    (
        Meaning(CONNECTS, "sqlite", (("what", 0, "database"),)),
        (
            "sqlite3.connect sqlite3.dbapi2.connect peewee.SqliteDatabase playhouse.sqlite_ext.SqliteExtDatabase playhouse.pool.PooledSqliteDatabase "
            "aiosqlite.connect apsw.Connection"
        ),
    ),
    (
        Meaning(CONNECTS, "sqlite of provider", (("what", 1, "filename"), ("provider", 0, "provider"))),
        "pony.orm.Database pony.orm.Database().bind",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("what", 0, "dsn"), ("host", -1, "host"), *_SECRETS)),
        "psycopg2.connect asyncpg.connect asyncpg.create_pool aiopg.connect aiopg.create_pool",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("what", 0, "conninfo"), ("host", -1, "host"), *_SECRETS)),
        "psycopg.connect psycopg.Connection.connect psycopg.AsyncConnection.connect",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("what", 0, "conninfo"),)),
        "psycopg_pool.ConnectionPool psycopg_pool.AsyncConnectionPool",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("what", 2, "dsn"), ("host", -1, "host"), *_SECRETS)),
        "psycopg2.pool.SimpleConnectionPool psycopg2.pool.ThreadedConnectionPool psycopg2.pool.PersistentConnectionPool",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("host", -1, "host"), *_SECRETS)),
        "peewee.PostgresqlDatabase playhouse.postgres_ext.PostgresqlExtDatabase playhouse.pool.PooledPostgresqlDatabase",
    ),
    (
        Meaning(CONNECTS, "postgresql", (("host", 1, "host"), *_SECRETS)),
        "pg8000.connect pg8000.dbapi.connect pg8000.native.Connection",
    ),
    (
        Meaning(CONNECTS, "mysql", _MYSQL, "127.0.0.1"),
        (
            "mysql.connector.connect mysql.connector.MySQLConnection mysql.connector.connection.MySQLConnection mysql.connector.pooling.MySQLConnectionPool "
            "mysql.connector.aio.connect"
        ),
    ),
    (
        Meaning(CONNECTS, "mysql", _MYSQL, "localhost"),
        "pymysql.Connection pymysql.connections.Connection mariadb.connect mariadb.ConnectionPool",
    ),
    (
        Meaning(CONNECTS, "mysql", (("host", 0, "host"), *_MYSQL[1:]), "localhost"),
        "pymysql.connect pymysql.Connect MySQLdb.connect aiomysql.connect asyncmy.connect",
    ),
    (
        Meaning(CONNECTS, "mysql", _MYSQL, "localhost"),
        "peewee.MySQLDatabase playhouse.pool.PooledMySQLDatabase aiomysql.create_pool",
    ),
    (Meaning(CONNECTS, "mssql", (("what", 0, "connstring"), ("host", -1, "server"), *_SECRETS)), "pyodbc.connect"),
    (Meaning(CONNECTS, "mssql", (("host", 0, "server"), ("secret", 2, "password"))), "pymssql.connect"),
    (Meaning(CONNECTS, "oracle", (("what", 2, "dsn"), ("secret", 1, "password"))), "cx_Oracle.connect"),
    (
        Meaning(CONNECTS, "oracle", (("what", 0, "dsn"), ("host", -1, "host"), *_SECRETS)),
        "oracledb.connect oracledb.create_pool",
    ),
    (
        Meaning(CONNECTS, "mongodb", (("host", 0, "host"), *_SECRETS), "localhost"),
        "pymongo.MongoClient pymongo.mongo_client.MongoClient pymongo.AsyncMongoClient motor.motor_asyncio.AsyncIOMotorClient",
    ),
    (
        Meaning(CONNECTS, "mongodb", (("host", -1, "host"), *_SECRETS), "localhost"),
        "mongoengine.connect mongoengine.register_connection",
    ),
    (Meaning(CONNECTS, "mongodb", (("what", 1, "uri"),)), "flask_pymongo.PyMongo"),
    (Meaning(CONNECTS, "mongodb", (("what", 1, "uri"),)), "flask_pymongo.PyMongo().init_app"),
    (
        Meaning(CONNECTS, "sqlalchemy", (("host", 3, "host"), ("secret", 2, "password"))),
        "sqlalchemy.URL.create sqlalchemy.engine.URL.create sqlalchemy.engine.url.URL.create sqlalchemy.engine.url.URL",
    ),
    (Meaning(CONNECTS, "graph", (("what", 0, "uri"),)), "neo4j.GraphDatabase.driver neo4j.AsyncGraphDatabase.driver"),
    (Meaning(CONNECTS, "graph", (("what", 0, "profile"), ("host", -1, "host"))), "py2neo.Graph"),
    (Meaning(CONNECTS, "cassandra", (("host", 0, "contact_points"),), "127.0.0.1"), "cassandra.cluster.Cluster"),
    (Meaning(CONNECTS, "clickhouse", (("host", 0, "host"), *_SECRETS)), "clickhouse_driver.Client"),
    (
        Meaning(CONNECTS, "clickhouse", (("host", -1, "host"), ("what", -1, "dsn"), *_SECRETS), "localhost"),
        "clickhouse_connect.get_client",
    ),
    (Meaning(CONNECTS, "influxdb", (("what", 0, "url"),)), "influxdb_client.InfluxDBClient"),
    (Meaning(CONNECTS, "influxdb", (("host", 0, "host"),), "localhost"), "influxdb.InfluxDBClient"),
    (Meaning(CONNECTS, "couchdb", (("what", 0, "url"),), "http://localhost:5984/"), "couchdb.Server"),
    (Meaning(CONNECTS, "vectors", (("host", 0, "host"),), "localhost"), "chromadb.HttpClient"),
    (
        Meaning(CONNECTS, "vectors", (("what", -1, "url"), ("host", -1, "host"), ("what 2", 0, "location"))),
        "qdrant_client.QdrantClient",
    ),
)

CHANGING: Rows = (
    (
        Meaning(WRITES_ROWS, "session", (("what", 0, "instance"),)),
        (
            "sqlalchemy.orm.Session().add sqlalchemy.orm.Session().add_all sqlalchemy.orm.Session().bulk_save_objects "
            "sqlalchemy.orm.Session().bulk_insert_mappings flask_sqlalchemy.SQLAlchemy().session.add flask_sqlalchemy.SQLAlchemy().session.add_all"
        ),
    ),
    (Meaning(WRITES_ROWS, "merge", (("what", 0, "instance"),)), "sqlalchemy.orm.Session().merge"),
    (
        Meaning(WRITES_ROWS, "if missing"),
        "peewee.Model.get_or_create sqlalchemy.dialects.postgresql.Insert().on_conflict_do_nothing dataset.Table().upsert",
    ),
    (
        Meaning(WRITES_ROWS, "model"),
        "peewee.Model.create peewee.Model().save mongoengine.Document().save flask_mongoengine.Document().save",
    ),
    (
        Meaning(WRITES_ROWS, "many"),
        "pymongo.collection.Collection().insert_many pymongo.collection.Collection().insert_one peewee.Model.bulk_create",
    ),
    (
        Meaning(RUNS_SQL, "statement", (("what", 0, "statement"),)),
        "sqlalchemy.engine.Connection().execute sqlite3.Cursor().execute",
    ),
    (Meaning(RUNS_SQL, "rows", (("what", 0, "sql"),)), "sqlite3.Cursor().executemany"),
    (Meaning(RUNS_SQL, "script", (("what", 0, "sql_script"),)), "sqlite3.Cursor().executescript"),
    (Meaning(RUNS_SQL, "query", (("what", 0, "sql"),)), "pandas.read_sql pandas.read_sql_query"),
    (Meaning(WRITES_ROWS, "frame", (("what", 0, "name"),)), "pandas.DataFrame().to_sql"),
    (Meaning(RUNS_SQL, "driver", (("what", 0, "statement"),)), "sqlalchemy.engine.Connection().exec_driver_sql"),
    (Meaning(DELETES_ROWS, "query"), "sqlalchemy.orm.Query().delete mongoengine.Document.objects.delete"),
    (Meaning(DELETES_ROWS, "many"), "pymongo.collection.Collection().delete_many"),
    (
        Meaning(DELETES_ROWS, "collection"),
        "pymongo.database.Database().drop_collection pymongo.MongoClient().drop_database mongoengine.Document.drop_collection peewee.Database().drop_tables",
    ),
    (Meaning(DROPS_TABLES), "flask_sqlalchemy.SQLAlchemy().drop_all sqlalchemy.MetaData().drop_all"),
    (
        Meaning(CREATES_TABLES, "all"),
        "flask_sqlalchemy.SQLAlchemy().create_all sqlalchemy.MetaData().create_all sqlmodel.SQLModel.metadata.create_all",
    ),
    (Meaning(MIGRATES, "", (("folder", 0, "directory"),)), "flask_migrate.upgrade"),
    (Meaning(MIGRATES, "", (("configuration", 0, "config"),)), "alembic.command.upgrade"),
    (Meaning(SETS, "option"), "alembic.config.Config().set_main_option"),
)

REVISING: Rows = (
    (Meaning(CREATES_TABLES, "one", (("table", 0, "table_name"),)), "alembic.op.create_table"),
    (
        Meaning(ALTERS_TABLES, "table", (("table", 0, "table_name"),)),
        "alembic.op.add_column alembic.op.drop_column alembic.op.alter_column alembic.op.batch_alter_table alembic.op.drop_table",
    ),
    (Meaning(ALTERS_TABLES, "name", (("table", 0, "old_table_name"),)), "alembic.op.rename_table"),
    (
        Meaning(ALTERS_TABLES, "part", (("table", 1, "table_name"),)),
        (
            "alembic.op.create_index alembic.op.drop_index alembic.op.create_unique_constraint alembic.op.create_check_constraint "
            "alembic.op.create_primary_key alembic.op.drop_constraint"
        ),
    ),
    (Meaning(ALTERS_TABLES, "part", (("table", 1, "source_table"),)), "alembic.op.create_foreign_key"),
)

ASKING: Rows = (
    (
        Meaning(LOOKS_UP, "rows"),
        (
            "flask_sqlalchemy.SQLAlchemy().session flask_sqlalchemy.model.Model.query sqlalchemy.orm.Query().filter sqlalchemy.orm.Query().filter_by "
            "sqlalchemy.orm.Query().first sqlalchemy.orm.Query().count sqlalchemy.orm.Query().one_or_none sqlalchemy.orm.Query().scalar "
            "sqlalchemy.orm.Session().scalars sqlalchemy.engine.Inspector().has_table sqlalchemy.engine.Inspector().get_table_names sqlite3.Cursor().fetchone "
            "sqlite3.Cursor().fetchall peewee.Model.select peewee.Model.get_or_none pymongo.collection.Collection().find_one "
            "pymongo.collection.Collection().count_documents pymongo.collection.Collection().estimated_document_count"
        ),
    ),
)

TALKING: Rows = (
    (
        Meaning(TALKS, "pool"),
        (
            "flask_sqlalchemy.SQLAlchemy().create_all flask_sqlalchemy.SQLAlchemy().drop_all flask_sqlalchemy.SQLAlchemy().reflect "
            "flask_sqlalchemy.SQLAlchemy().session.execute flask_sqlalchemy.SQLAlchemy().session.scalar flask_sqlalchemy.SQLAlchemy().session.scalars "
            "flask_sqlalchemy.SQLAlchemy().session.get flask_sqlalchemy.SQLAlchemy().session.connection flask_sqlalchemy.SQLAlchemy().engine.connect "
            "flask_sqlalchemy.SQLAlchemy().engine.begin flask_sqlalchemy.SQLAlchemy().engine.execute flask_sqlalchemy.SQLAlchemy().engine.raw_connection "
            "flask_sqlalchemy.SQLAlchemy().Model.metadata.create_all sqlalchemy.create_engine().connect sqlalchemy.create_engine().begin "
            "sqlalchemy.create_engine().execute sqlalchemy.create_engine().raw_connection sqlalchemy.MetaData().create_all sqlalchemy.MetaData().reflect "
            "sqlalchemy.orm.declarative_base().metadata.create_all sqlalchemy.ext.declarative.declarative_base().metadata.create_all "
            "sqlalchemy.orm.sessionmaker()().execute sqlalchemy.orm.sessionmaker()().scalar sqlalchemy.orm.sessionmaker()().scalars "
            "sqlalchemy.orm.scoped_session()().execute sqlalchemy.orm.scoped_session()().scalar sqlalchemy.orm.scoped_session()().scalars "
            "sqlalchemy.orm.scoped_session().execute sqlalchemy.orm.scoped_session().scalar sqlalchemy.orm.scoped_session().scalars "
            "sqlmodel.SQLModel.metadata.create_all"
        ),
    ),
    (
        Meaning(TALKS, "query"),
        (
            "flask_sqlalchemy.SQLAlchemy().session.query sqlalchemy.orm.sessionmaker()().query sqlalchemy.orm.scoped_session()().query "
            "sqlalchemy.orm.scoped_session().query flask_sqlalchemy.SQLAlchemy().Model.query"
        ),
    ),
    (
        Meaning(TALKS, "own"),
        (
            "psycopg2.connect psycopg.connect psycopg.Connection.connect pg8000.connect pg8000.dbapi.connect pymysql.connect pymysql.Connect "
            "MySQLdb.connect mysql.connector.connect mariadb.connect"
        ),
    ),
)

ROWS: Rows = (*OPENING, *CHANGING, *REVISING, *ASKING, *TALKING)
