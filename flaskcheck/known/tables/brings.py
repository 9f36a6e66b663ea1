"""Distribution → what it requires itself, for those that Flask projects use most (required dependencies in the metadata on PyPI, November 2026)."""

from __future__ import annotations

_LINES = """
aiohttp aiohappyeyeballs aiosignal attrs frozenlist multidict propcache yarl
aiosignal frozenlist typing-extensions
alembic mako sqlalchemy typing-extensions
amqp vine
anyio idna sniffio typing-extensions exceptiongroup
apiflask flask flask-httpauth flask-marshmallow webargs apispec
apscheduler tzlocal pytz six
argon2-cffi argon2-cffi-bindings
argon2-cffi-bindings cffi
authlib cryptography joserfc
azure-identity azure-core cryptography msal
azure-storage-blob azure-core cryptography isodate
bcrypt
beautifulsoup4 soupsieve typing-extensions
bleach webencodings six packaging
bootstrap-flask flask wtforms
boto3 botocore jmespath s3transfer
botocore jmespath python-dateutil urllib3
bs4 beautifulsoup4
celery billiard click click-didyoumean click-plugins click-repl kombu python-dateutil vine
cffi pycparser
click importlib-metadata
click-didyoumean click
click-plugins click
click-repl click prompt-toolkit
contourpy numpy
connexion requests jsonschema pyyaml inflection werkzeug starlette httpx jinja2 asgiref
cryptography cffi typing-extensions
dash flask plotly werkzeug requests retrying setuptools typing-extensions importlib-metadata nest-asyncio
deprecated wrapt
discord-py aiohttp
dj-database-url
earthengine-api google-api-python-client google-auth google-auth-httplib2 google-cloud-storage httplib2 requests
ecdsa six
elasticsearch elastic-transport urllib3 certifi python-dateutil typing-extensions
email-validator dnspython idna
eventlet greenlet dnspython
faker tzdata python-dateutil typing-extensions
fastapi starlette pydantic typing-extensions annotated-doc
feedparser sgmllib3k
firebase-admin google-cloud-firestore google-cloud-storage google-auth google-api-core cachecontrol pyjwt cryptography httpx
flasgger flask pyyaml jsonschema mistune six packaging
flask blinker click itsdangerous jinja2 markupsafe werkzeug
flask-admin flask wtforms jinja2 markupsafe werkzeug
flask-appbuilder flask flask-babel flask-jwt-extended flask-limiter flask-login flask-sqlalchemy flask-wtf apispec click colorama email-validator jsonschema marshmallow marshmallow-sqlalchemy prison pyjwt python-dateutil sqlalchemy sqlalchemy-utils werkzeug wtforms
flask-apscheduler flask apscheduler python-dateutil
flask-assets flask webassets
flask-babel babel flask jinja2 pytz
flask-bcrypt flask bcrypt
flask-bootstrap flask dominate visitor
flask-caching flask cachelib
flask-ckeditor flask
flask-compress flask brotli zstandard backports-zstd pyzstd
flask-cors flask werkzeug
flask-dance flask requests requests-oauthlib oauthlib urlobject werkzeug
flask-debugtoolbar flask blinker packaging markupsafe
flask-dropzone flask
flask-httpauth flask
flask-jwt-extended flask pyjwt werkzeug
flask-limiter flask limits ordered-set rich typing-extensions
flask-login flask werkzeug
flask-mail flask blinker
flask-mailman flask
flask-marshmallow flask marshmallow
flask-migrate flask flask-sqlalchemy alembic
flask-moment flask packaging
flask-mongoengine flask mongoengine wtforms flask-wtf
flask-mysqldb flask mysqlclient
flask-praetorian flask flask-buzz flask-mailman passlib pendulum pyjwt
flask-principal flask blinker
flask-pymongo flask pymongo
flask-redis flask redis
flask-restful flask aniso8601 pytz six
flask-restx flask aniso8601 jsonschema werkzeug importlib-resources referencing
flask-reuploaded flask werkzeug
flask-rq2 flask rq rq-scheduler redis
flask-script flask
flask-security flask flask-login flask-mail flask-principal flask-wtf email-validator markupsafe passlib wtforms
flask-security-too flask flask-login flask-principal flask-wtf email-validator markupsafe passlib wtforms
flask-session flask msgspec cachelib
flask-smorest flask apispec marshmallow webargs werkzeug
flask-sock flask simple-websocket
flask-socketio flask python-socketio
flask-sockets flask gevent gevent-websocket
flask-sqlalchemy flask sqlalchemy
flask-sslify flask
flask-swagger-ui flask
flask-talisman
flask-testing flask
flask-uploads flask
flask-user flask flask-login flask-mail flask-sqlalchemy flask-wtf bcrypt passlib pycryptodome
flask-wtf flask itsdangerous wtforms
gevent greenlet zope-event zope-interface
gevent-websocket gevent
google-api-core google-auth googleapis-common-protos protobuf requests proto-plus
google-api-python-client google-api-core google-auth google-auth-httplib2 httplib2 uritemplate
google-auth cachetools pyasn1-modules rsa
google-auth-httplib2 google-auth httplib2
google-auth-oauthlib google-auth requests-oauthlib
google-cloud-bigquery google-api-core google-auth google-cloud-core google-resumable-media packaging python-dateutil requests
google-cloud-core google-api-core google-auth importlib-metadata six
google-cloud-firestore google-api-core google-auth google-cloud-core proto-plus protobuf
google-cloud-storage google-api-core google-auth google-cloud-core google-resumable-media google-crc32c requests
google-genai anyio google-auth httpx pydantic requests typing-extensions websockets
google-generativeai google-api-core google-api-python-client google-auth protobuf pydantic tqdm typing-extensions
google-resumable-media google-crc32c
googleapis-common-protos protobuf
groq anyio distro httpx pydantic sniffio typing-extensions
gspread google-auth google-auth-oauthlib
gunicorn packaging
httpcore certifi h11 anyio sniffio
httplib2 pyparsing
httpx anyio certifi httpcore idna
importlib-metadata zipp typing-extensions lazy-importer
importlib-resources zipp
isodate six
itsdangerous
jinja2 markupsafe
jsonpatch jsonpointer
jsonschema attrs jsonschema-specifications referencing rpds-py
joserfc cryptography
jsonschema-specifications referencing
kombu amqp vine tzdata packaging
langchain langchain-core langchain-text-splitters langsmith pydantic sqlalchemy requests pyyaml
langchain-community langchain langchain-core sqlalchemy requests pyyaml aiohttp numpy dataclasses-json pydantic-settings
langchain-core pydantic pyyaml langsmith tenacity jsonpatch packaging typing-extensions
langchain-openai langchain-core openai tiktoken
limits deprecated packaging typing-extensions
mako markupsafe
markdown importlib-metadata
markdown-it-py mdurl
marshmallow packaging
marshmallow-sqlalchemy marshmallow sqlalchemy
matplotlib cycler fonttools kiwisolver numpy packaging pillow pyparsing python-dateutil
mistune typing-extensions
mongoengine pymongo
moviepy numpy imageio imageio-ffmpeg proglog decorator python-dotenv pillow
msal requests pyjwt cryptography
mysql-connector-python
nltk click joblib regex tqdm
oauth2client httplib2 pyasn1 pyasn1-modules rsa six
oauthlib
openai anyio distro httpx jiter pydantic sniffio tqdm typing-extensions
opencv-python numpy
opencv-python-headless numpy
openpyxl et-xmlfile
pandas numpy python-dateutil pytz tzdata
paramiko bcrypt cryptography pynacl
peewee
pip
plotly packaging narwhals
prometheus-flask-exporter flask prometheus-client
prompt-toolkit wcwidth
proto-plus protobuf
psycopg typing-extensions tzdata
psycopg2
psycopg2-binary
pyasn1-modules pyasn1
pydantic annotated-types pydantic-core typing-extensions typing-inspection
pydantic-core typing-extensions
pydantic-settings pydantic python-dotenv typing-inspection
pymongo dnspython
pynacl cffi six
pyopenssl cryptography
pyrebase4 requests requests-toolbelt python-jwt gcloud oauth2client
pytest iniconfig packaging pluggy pygments exceptiongroup tomli
python-dateutil six
python-docx lxml typing-extensions
python-engineio simple-websocket
python-jose rsa pyasn1
python-pptx lxml pillow xlsxwriter typing-extensions
python-slugify text-unidecode unidecode
python-socketio python-engineio bidict
pytz-deprecation-shim tzdata
qrcode
redis
elastic-transport urllib3 certifi
retrying six
referencing attrs rpds-py typing-extensions
reportlab pillow chardet
requests certifi charset-normalizer idna urllib3
requests-oauthlib oauthlib requests
requests-toolbelt requests
rich markdown-it-py pygments typing-extensions
rq click redis
rsa pyasn1
s3transfer botocore
scikit-learn joblib numpy scipy threadpoolctl
scipy numpy
seaborn numpy pandas matplotlib
selenium urllib3 trio trio-websocket certifi typing-extensions websocket-client
sendgrid python-http-client starkbank-ecdsa
sentry-sdk certifi urllib3
simple-websocket wsproto
spotipy requests redis urllib3 six
sqlalchemy greenlet typing-extensions
sqlalchemy-serializer sqlalchemy pytz psycopg2-binary
sqlalchemy-utils sqlalchemy
sqlmodel sqlalchemy pydantic
starlette anyio
streamlit pandas numpy requests tornado altair pillow protobuf pyarrow
stripe requests typing-extensions
supabase gotrue httpx postgrest realtime storage3 supafunc
tensorflow numpy keras h5py protobuf requests grpcio six wrapt termcolor typing-extensions tensorboard packaging
torch filelock fsspec jinja2 networkx sympy typing-extensions
transformers filelock huggingface-hub numpy packaging pyyaml regex requests safetensors tokenizers tqdm
tweepy oauthlib requests requests-oauthlib
twilio aiohttp pyjwt requests aiohttp-retry
typing-inspection typing-extensions
tzlocal pytz tzdata pytz-deprecation-shim backports-zoneinfo
uvicorn click h11
waitress
webargs marshmallow packaging
websocket-client six
werkzeug markupsafe
wsproto h11
wtforms markupsafe
wtforms-alchemy wtforms sqlalchemy sqlalchemy-utils
wtforms-sqlalchemy wtforms sqlalchemy
yarl idna multidict propcache typing-extensions
yfinance pandas numpy requests beautifulsoup4 lxml platformdirs pytz peewee
zope-event setuptools
zope-interface setuptools
"""

_NOTHING = """
aiohappyeyeballs aniso8601 annotated-doc annotated-types apispec asgiref async-timeout atomicwrites attrs babel backports-zoneinfo backports-zstd bidict billiard blinker boto
brotli cachelib cachetools certifi chardet charset-normalizer colorama cycler decorator distro dnspython dominate et-xmlfile exceptiongroup
filelock fonttools frozenlist google-crc32c greenlet guess-language-spirit h11 honcho humanize idna inflection iniconfig jiter jmespath joblib jsonpointer kiwisolver lazy-importer lxml markupsafe mdurl
more-itertools msgpack msgspec multidict mysqlclient narwhals nest-asyncio networkx nh3 numpy ordered-set orjson packaging passlib pillow platformdirs pluggy prometheus-client
propcache protobuf psutil psycopg-binary py pyasn1 pycparser pygments pyjwt pymysql pyodbc pyparsing python-dotenv python-editor python-magic pytz pyuwsgi pyyaml pyzstd regex
rpds-py setuptools sgmllib3k six sniffio soupsieve tabulate tenacity termcolor text-unidecode threadpoolctl toml tomli tornado tqdm typing-extensions tzdata unidecode
uritemplate urllib3 urlobject uv uwsgi validators vine visitor wcwidth webassets webencodings websockets wheel whitenoise wrapt xlsxwriter xmltodict zipp zstandard
"""
"""What requires nothing on Linux and on a current Python."""

BRINGS: dict[str, tuple[str, ...]] = {
    words[0]: tuple(words[1:]) for words in (line.split() for line in (*_LINES.strip().splitlines(), *_NOTHING.split()))
}
