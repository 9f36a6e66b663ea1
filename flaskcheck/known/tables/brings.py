"""Distribution → what it requires itself, for those that Flask projects use most (required dependencies in the metadata on PyPI, November 2026)."""

from __future__ import annotations

_LINES = """
alembic mako sqlalchemy typing-extensions
apiflask flask flask-httpauth flask-marshmallow webargs apispec
azure-identity azure-core cryptography msal
azure-storage-blob azure-core cryptography isodate
bcrypt
beautifulsoup4 soupsieve typing-extensions
bootstrap-flask flask wtforms
boto3 botocore jmespath s3transfer
botocore jmespath python-dateutil urllib3
bs4 beautifulsoup4
celery billiard click click-didyoumean click-plugins click-repl kombu python-dateutil vine
connexion requests jsonschema pyyaml inflection werkzeug starlette httpx jinja2 asgiref
cryptography cffi
dash flask plotly werkzeug requests retrying setuptools typing-extensions importlib-metadata nest-asyncio
discord-py aiohttp
dj-database-url
elasticsearch elastic-transport urllib3 certifi
email-validator dnspython idna
fastapi starlette pydantic typing-extensions annotated-doc
firebase-admin google-cloud-firestore google-cloud-storage google-auth google-api-core cachecontrol pyjwt httpx
flasgger flask pyyaml jsonschema mistune six packaging
flask blinker click itsdangerous jinja2 markupsafe werkzeug
flask-admin flask wtforms jinja2 markupsafe werkzeug
flask-apscheduler flask apscheduler python-dateutil
flask-assets flask webassets
flask-babel babel flask jinja2 pytz
flask-bcrypt flask bcrypt
flask-bootstrap flask dominate visitor
flask-caching flask cachelib
flask-ckeditor flask
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
flask-pymongo flask pymongo
flask-restful flask aniso8601 pytz six
flask-restx flask aniso8601 jsonschema werkzeug importlib-resources referencing
flask-reuploaded flask werkzeug
flask-rq2 flask rq rq-scheduler redis
flask-script flask
flask-security-too flask flask-login flask-principal flask-wtf email-validator markupsafe passlib wtforms
flask-session flask msgspec cachelib
flask-smorest flask apispec marshmallow webargs werkzeug
flask-socketio flask python-socketio
flask-sqlalchemy flask sqlalchemy
flask-swagger-ui flask
flask-talisman
flask-uploads flask
flask-wtf flask itsdangerous wtforms
gevent greenlet zope-event zope-interface
gevent-websocket gevent
eventlet greenlet dnspython
google-api-core google-auth googleapis-common-protos protobuf requests proto-plus
google-api-python-client google-api-core google-auth google-auth-httplib2 httplib2 uritemplate
google-auth cachetools pyasn1-modules rsa
google-auth-oauthlib google-auth requests-oauthlib
google-cloud-bigquery google-api-core google-auth google-cloud-core google-resumable-media packaging python-dateutil requests
google-cloud-firestore google-api-core google-auth google-cloud-core proto-plus protobuf
google-cloud-storage google-api-core google-auth google-cloud-core google-resumable-media google-crc32c requests
google-generativeai google-api-core google-api-python-client google-auth protobuf pydantic tqdm typing-extensions
google-genai anyio google-auth httpx pydantic requests typing-extensions websockets
groq anyio distro httpx pydantic sniffio typing-extensions
gspread google-auth google-auth-oauthlib
gunicorn packaging
httpx anyio certifi httpcore idna
jinja2 markupsafe
jsonschema attrs jsonschema-specifications referencing rpds-py
kombu amqp vine tzdata packaging
langchain langchain-core langchain-text-splitters langsmith pydantic sqlalchemy requests pyyaml
langchain-community langchain langchain-core sqlalchemy requests pyyaml aiohttp numpy dataclasses-json pydantic-settings
langchain-core pydantic pyyaml langsmith tenacity jsonpatch packaging typing-extensions
langchain-openai langchain-core openai tiktoken
limits deprecated packaging typing-extensions
mako markupsafe
marshmallow packaging
marshmallow-sqlalchemy marshmallow sqlalchemy
matplotlib contourpy cycler fonttools kiwisolver numpy packaging pillow pyparsing python-dateutil
mongoengine pymongo
moviepy numpy imageio imageio-ffmpeg proglog decorator python-dotenv pillow
msal requests pyjwt cryptography
nltk click joblib regex tqdm
oauth2client httplib2 pyasn1 pyasn1-modules rsa six
openai anyio distro httpx jiter pydantic sniffio tqdm typing-extensions
openpyxl et-xmlfile
opencv-python numpy
opencv-python-headless numpy
pandas numpy python-dateutil pytz tzdata
paramiko bcrypt cryptography pynacl
peewee
plotly packaging narwhals
prometheus-flask-exporter flask prometheus-client
psycopg typing-extensions tzdata
pydantic annotated-types pydantic-core typing-extensions typing-inspection
pydantic-settings pydantic python-dotenv typing-inspection
pymongo dnspython
pyopenssl cryptography
pyrebase4 requests requests-toolbelt python-jwt gcloud oauth2client
python-docx lxml typing-extensions
python-jose ecdsa rsa pyasn1
python-pptx lxml pillow xlsxwriter typing-extensions
python-socketio python-engineio bidict
python-engineio simple-websocket
qrcode
redis
reportlab pillow chardet
requests certifi charset-normalizer idna urllib3
requests-oauthlib oauthlib requests
rq click redis
scikit-learn joblib numpy scipy threadpoolctl
scipy numpy
seaborn numpy pandas matplotlib
selenium urllib3 trio trio-websocket certifi typing-extensions websocket-client
sendgrid python-http-client starkbank-ecdsa
sentry-sdk certifi urllib3
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
uvicorn click h11
werkzeug markupsafe
wtforms markupsafe
wtforms-alchemy wtforms sqlalchemy sqlalchemy-utils
yfinance pandas numpy requests beautifulsoup4 lxml platformdirs pytz peewee
"""

BRINGS: dict[str, tuple[str, ...]] = {
    words[0]: tuple(words[1:]) for words in (line.split() for line in _LINES.strip().splitlines())
}
