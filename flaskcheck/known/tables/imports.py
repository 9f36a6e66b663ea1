"""Import name → distributions that provide it, where the two differ.

Names that agree after normalisation (``flask_login`` → Flask-Login) need no entry. Curated from the distributions' own ``top_level.txt`` on PyPI, November 2026.
"""

from __future__ import annotations

_LINES = """
apispec_webframeworks apispec-webframeworks
appwrite appwrite
apscheduler apscheduler
attr attrs
babel babel
barcode python-barcode
bcrypt bcrypt
billiard billiard
binance python-binance
boltons boltons
brotli brotli brotlipy brotlicffi
bs4 beautifulsoup4 bs4
bson pymongo
Bio biopython
ckeditor flask-ckeditor
cairo pycairo
cairosvg cairosvg
cloudinary cloudinary
chardet chardet
colorthief colorthief
guess_language guess-language-spirit guess-language
Crypto pycryptodome pycrypto
Cryptodome pycryptodomex
cv2 opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
cx_Oracle cx-oracle
dateparser dateparser
dateutil python-dateutil
decouple python-decouple
discord discord-py py-cord
dns dnspython
docx python-docx
docxtpl docxtpl
dotenv python-dotenv
ebooklib ebooklib
editor python-editor
elasticapm elastic-apm
engineio python-engineio
environ django-environ environ-config
faiss faiss-cpu faiss-gpu
fitz pymupdf
flask_admin flask-admin
flask_apscheduler flask-apscheduler
flask_babelex flask-babelex
flask_bootstrap bootstrap-flask flask-bootstrap flask-bootstrap4 flask-bootstrap5
flask_cache flask-cache
flask_caching flask-caching
flask_cors flask-cors
flask_ckeditor flask-ckeditor
flask_debugtoolbar flask-debugtoolbar
flask_dropzone flask-dropzone
flask_gravatar flask-gravatar
flask_httpauth flask-httpauth
flask_jwt flask-jwt
flask_jwt_extended flask-jwt-extended
flask_mail flask-mail flask-mailman
flask_marshmallow flask-marshmallow
flask_mongoengine flask-mongoengine
flask_mysqldb flask-mysqldb
flask_oauthlib flask-oauthlib
flask_pymongo flask-pymongo
flask_rq2 flask-rq2
flask_restful flask-restful
flask_restplus flask-restplus
flask_restx flask-restx
flask_script flask-script
flask_security flask-security-too flask-security
flask_session flask-session
flask_socketio flask-socketio
flask_sqlalchemy flask-sqlalchemy
flask_sslify flask-sslify
flask_talisman flask-talisman talisman
flask_uploads flask-uploads flask-reuploaded
flask_wtf flask-wtf
flaskext flask-mysql flask-markdown
flasgger flasgger
flask_mysql flask-mysql
fpdf fpdf2 fpdf
frontmatter python-frontmatter
gi pygobject
git gitpython
github pygithub
gitlab python-gitlab
google.ads google-ads
google.api_core google-api-core
google.appengine appengine-python-standard
google.auth google-auth
google.cloud.bigquery google-cloud-bigquery
google.cloud.datastore google-cloud-datastore
google.cloud.dialogflow google-cloud-dialogflow
google.cloud.exceptions google-cloud-core google-cloud-storage google-cloud-datastore google-cloud-firestore
google.cloud.firestore google-cloud-firestore firebase-admin
google.cloud.firestore_v1 google-cloud-firestore firebase-admin
google.cloud.logging google-cloud-logging
google.cloud.ndb google-cloud-ndb
google.cloud.pubsub google-cloud-pubsub
google.cloud.pubsub_v1 google-cloud-pubsub
google.cloud.secretmanager google-cloud-secret-manager
google.cloud.speech google-cloud-speech
google.cloud.sql cloud-sql-python-connector
google.cloud.storage google-cloud-storage
google.cloud.tasks google-cloud-tasks
google.cloud.tasks_v2 google-cloud-tasks
google.cloud.texttospeech google-cloud-texttospeech
google.cloud.translate google-cloud-translate
google.cloud.translate_v2 google-cloud-translate
google.cloud.vision google-cloud-vision
google.generativeai google-generativeai
google.genai google-genai
google.oauth2 google-auth
google.protobuf protobuf
google_auth_oauthlib google-auth-oauthlib
googleapiclient google-api-python-client
googlesearch googlesearch-python google
googletrans googletrans
graphene_sqlalchemy graphene-sqlalchemy
gridfs pymongo
grpc grpcio
gtts gtts
haystack farm-haystack haystack-ai
httplib2 httplib2
humanfriendly humanfriendly
ibm_db_sa ibm-db-sa
imdb cinemagoer imdbpy
itsdangerous itsdangerous
jinja2 jinja2
jose python-jose
jsonpatch jsonpatch
jwt pyjwt
keycloak python-keycloak
keras keras tensorflow
ldap python-ldap
ldap3 ldap3
logtail logtail-python
magic python-magic python-magic-bin
markdown markdown
markdown2 markdown2
MarkupSafe markupsafe
mdx_math python-markdown-math
mediapipe mediapipe
memcache python-memcached
mistune mistune
mongoengine mongoengine
moviepy moviepy
mpl_toolkits matplotlib
msal msal
mysql.connector mysql-connector-python mysql-connector mysql-connector-python-rf
MySQLdb mysqlclient mysql-python
nacl pynacl
names names
newrelic newrelic
oauth2client oauth2client
OpenSSL pyopenssl
openpyxl openpyxl
opencage opencage
opentelemetry opentelemetry-api
oracledb oracledb
pandas_ta pandas-ta
pangocffi pangocffi
paho paho-mqtt
passlib passlib libpass
past future
pdfkit pdfkit
peewee peewee
PIL pillow pillow-simd
pinecone pinecone pinecone-client
pkg_resources setuptools
plaid plaid-python
playhouse peewee
pptx python-pptx
prometheus_client prometheus-client
prometheus_flask_exporter prometheus-flask-exporter
psycopg psycopg psycopg-binary
psycopg2 psycopg2 psycopg2-binary
pwnlib pwntools
pyasn1 pyasn1
pycountry pycountry
pydantic_settings pydantic-settings
pyotp pyotp
PyPDF2 pypdf2
pypdf pypdf
pyodbc pyodbc
pymysql pymysql
pytesseract pytesseract
pythoncom pywin32
pythonjsonlogger python-json-logger
pytz pytz
pywintypes pywin32
qrcode qrcode
rapidfuzz rapidfuzz
razorpay razorpay
redis redis
reportlab reportlab
requests_oauthlib requests-oauthlib
rest_framework djangorestframework
ruamel ruamel-yaml
ruamel.yaml ruamel-yaml
sass libsass
scipy scipy
sendgrid sendgrid
sentry_sdk sentry-sdk
serial pyserial
serpapi google-search-results serpapi
setuptools setuptools
shopify shopifyapi
simple_salesforce simple-salesforce
skimage scikit-image
sklearn scikit-learn sklearn
slack slackclient
slack_bolt slack-bolt
slack_sdk slack-sdk
slugify python-slugify unicode-slugify awesome-slugify
snowflake.connector snowflake-connector-python
socketio python-socketio
socks pysocks
speech_recognition speechrecognition
spacy spacy
sqlalchemy_utils sqlalchemy-utils
starlette starlette
stripe stripe
supabase supabase
surprise scikit-surprise
tabula tabula-py
telebot pytelegrambotapi
telegram python-telegram-bot
tenacity tenacity
tensorflow tensorflow tensorflow-cpu tensorflow-gpu tensorflow-intel
tflite_runtime tflite-runtime
textblob textblob
tinymce django-tinymce
toml toml
torch torch
torchvision torchvision
tornado tornado
transformers transformers
tweepy tweepy
twilio twilio
ua_parser ua-parser
umap umap-learn
unidecode unidecode
usb pyusb
user_agents user-agents
uwsgidecorators uwsgi pyuwsgi
vobject vobject
waitress waitress
webauthn webauthn
websocket websocket-client
whitenoise whitenoise
win32api pywin32
win32com pywin32
win32con pywin32
win32gui pywin32
wordcloud wordcloud
wtforms wtforms
wtforms_sqlalchemy wtforms-sqlalchemy
wx wxpython
xlsxwriter xlsxwriter
yaml pyyaml
youtube_dl youtube-dl
youtube_transcript_api youtube-transcript-api
yt_dlp yt-dlp
zmq pyzmq
zoneinfo backports-zoneinfo
argon2 argon2-cffi
apiclient google-api-python-client
dash_core_components dash dash-core-components
dash_html_components dash dash-html-components
dash_table dash dash-table
functorch torch
geventwebsocket gevent-websocket
mysql mysql-connector-python mysql-connector
proto proto-plus
pwiz peewee
pylab matplotlib
pyrebase pyrebase4 pyrebase
rpds rpds-py
sgmllib sgmllib3k
"""

IMPORTS: dict[str, tuple[str, ...]] = {
    words[0]: tuple(words[1:]) for words in (line.split() for line in _LINES.strip().splitlines())
}
