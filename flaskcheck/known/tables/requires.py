"""Distribution → what it requires itself, on Linux and Python 3.9 or newer, in whichever of its releases (2026-11-30; written by tools/requires.py)."""

from __future__ import annotations

LINES = """
ably h2 httpx methoddispatch msgpack msgpack-python pycrypto pyee requests six websockets / absl-py six / accelerate huggingface-hub numpy packaging psutil pyyaml safetensors torch
acme cryptography josepy mock ndg-httpsclient pyasn1 pyopenssl pyrfc3339 pytz requests requests-toolbelt setuptools six / adal cryptography pyjwt python-dateutil requests / affine attrs
aio-pika aiormq asyncio exceptiongroup pika shortuuid slimurl typing-extensions yarl / aiobotocore aiohttp aioitertools async-generator botocore jmespath multidict packaging python-dateutil typing-extensions wrapt
aiodns pycares / aiogram aiofiles aiohttp appdirs async-timeout babel certifi chardet magic-filter multidict packaging pydantic pyparsing pytz six typing-extensions yarl / aiohttp-fast-zlib aiohttp
aiohttp-retry aiohttp / aioitertools typing-extensions / aiomysql pymysql / aiormq pamqp yarl / aiosmtpd atpublic attrs / aiosqlite typing-extensions / alchemical sqlalchemy
algoliasearch aiohttp async-timeout pydantic python-dateutil requests urllib3
alpaca-trade-api aiohttp asyncio-nats-client deprecated deprecation msgpack numpy pandas pyyaml requests urllib3 websocket-client websockets
altair entrypoints ipython jinja2 jsonschema narwhals numpy packaging pandas six toolz traitlets typing-extensions vega / amply docutils pyparsing / ansimarkup colorama
anyio async-generator exceptiongroup idna sniffio typing-extensions / anysqlite anyio / apache-bookkeeper-client grpcio protobuf pymmh3 pytz requests setuptools six
apifairy apispec flask flask-httpauth flask-marshmallow webargs / apispec-webframeworks apispec / apns2 cryptography hyper pyjwt
appengine-python-standard attrs frozendict google-auth google-cloud-tasks grpcio grpcio-tools legacy-cgi mock pillow protobuf pytz requests rsa ruamel-yaml six urllib3
arabic-reshaper configparser future setuptools / arrow python-dateutil types-python-dateutil tzdata / aspy-yaml pyyaml / astroid lazy-object-proxy setuptools six typing-extensions wrapt / asttokens six
astunparse six wheel / async-lru typing-extensions / asyncer anyio sniffio typing-extensions / attrdict six / audioread standard-aifc standard-sunau
autobahn cbor2 cffi cryptography hyperlink importlib-resources msgpack py-ubjson setuptools six txaio ujson / autoflake pyflakes tomli / automat attrs six typing-extensions / autopep8 pep8 pycodestyle toml tomli
aws-sam-translator boto3 jsonschema pydantic six typing-extensions / aws-xray-sdk botocore future jsonpickle requests wrapt / awscrt enum34 futures / azure-common azure-nspkg
azure-core requests six typing-extensions / azure-cosmos azure-core requests six typing-extensions / azure-functions werkzeug / azure-keyvault-secrets azure-common azure-core isodate msrest six typing-extensions
babelfish importlib-metadata / backpack simplejson / banal six / bandit gitpython pyyaml rich six stevedore
banks deprecated eval-type-backport filetype griffe jinja2 litellm openai platformdirs pydantic redis typing-extensions / beaker funcsigs / better-exceptions-fork ansimarkup pygments
bitcoinlib ecdsa fastecdsa numpy pyaes pycryptodome requests scrypt six sqlalchemy / black click mypy-extensions packaging pathspec platformdirs pytokens tomli typing-extensions / blis numpy
bokeh contourpy jinja2 narwhals numpy packaging pandas pillow pyyaml tornado typing-extensions xyzservices / botocore-stubs types-awscrt / branca jinja2 six / bson python-dateutil pytz six / bugsnag six webob
build importlib-metadata packaging pep517 pyproject-hooks toml tomli / bytecode aenum typing-extensions / cachecontrol msgpack msgpack-python requests / cairocffi cffi setuptools
cairosvg cairocffi cssselect cssselect2 defusedxml lxml pillow tinycss tinycss2 / captcha pillow / cassandra-driver deprecated futures geomet six / catboost graphviz matplotlib numpy pandas plotly scipy six
cattrs attrs exceptiongroup typing-extensions
ccxt aiodns aiohappyeyeballs aiohttp aiohttp-fast-zlib aiosignal attrs cchardet certifi cffi charset-normalizer coincurve cryptography frozenlist idna multidict orjson propcache pycparser requests setuptools typing-extensions urllib3 uvloop yarl zlib-ng
celery-redbeat celery python-dateutil redis tenacity / cerberus setuptools
certbot acme configargparse configobj cryptography distro importlib-metadata josepy mock parsedatetime pyopenssl pyrfc3339 python2-pythondialog pytz setuptools six zope-component zope-interface / certsrv requests
cffi pycparser / cfgv six / charset-normalizer cached-property dragonmapper loguru prettytable zhon / cheroot backports-functools-lru-cache jaraco-functools more-itertools six
cherrypy cheroot jaraco-collections more-itertools portend six zc-lockfile / choreographer logistro platformdirs simplejson / chroma-hnswlib numpy
chromadb bcrypt build chroma-hnswlib fastapi grpcio httpx importlib-resources jsonschema kubernetes mmh3 numpy onnxruntime opentelemetry-api opentelemetry-exporter-otlp-proto-grpc opentelemetry-instrumentation-fastapi opentelemetry-sdk orjson overrides posthog pulsar-client pybase64 pydantic pydantic-settings pypika pyyaml requests rich tenacity tokenizers tqdm typer typing-extensions uvicorn
ciscoconfparse black colorama deprecated dnspython hier-config ipaddr loguru packaging passlib poetry poetry-core pre-commit pylint pyroma pytest sphinx sphinx-bootstrap-theme toml virtualenv virtualenvwrapper
cleo backpack clikit crashtest mock pastel psutil pylev pytest rapidfuzz / cli-helpers backports-csv configobj tabulate terminaltables / click-datetime click wheel / clickclick click pyyaml
clickhouse-connect backports-zstd certifi lz4 pytz requests urllib3 zstandard / clickhouse-driver enum34 pytz tzlocal / cligj click / clikit crashtest pastel pylev
cloud-sql-python-connector aiofiles aiohttp cryptography dnspython google-api-python-client google-auth google-cloud-sql pyopenssl requests / cloudevents deprecation pbr python-dateutil sphinx ujson
cloudinary certifi mock six urllib3 / cloudpathlib typing-extensions / cloudscraper brotli pyparsing requests requests-toolbelt / cn2an proces pyyaml ruamel-yaml setuptools
cohere aiohttp backoff fastavro httpx httpx-sse importlib-metadata parameterized pydantic pydantic-core requests tokenizers types-requests typing-extensions urllib3 / coincurve asn1crypto cffi
coloredlogs humanfriendly / comm traitlets / commonmark future / confection pydantic srsly typing-extensions / configobj six / confluent-kafka typing-extensions / construct-typing arrow construct typing-extensions
convertdate ephem pymeeus pytz / cpsat-logutils pydantic / crayons colorama / crochet twisted wrapt / cron-descriptor typing-extensions / croniter natsort python-dateutil pytz / cssselect2 tinycss2 webencodings
cssutils encutils more-itertools / ctranslate2 numpy pyyaml / curl-cffi certifi cffi / cvxcanon numpy scipy / cvxpy clarabel cvxcanon ecos fastcache multiprocess numpy osqp pybind11 scipy scs setuptools six toolz
cyclopts attrs docstring-parser importlib-metadata rich rich-rst tomli typing-extensions / cytoolz toolz / dacite dataclasses / daphne asgiref autobahn twisted
dask click cloudpickle fsspec importlib-metadata packaging partd pyyaml toolz / databases sqlalchemy / dataclasses-json marshmallow marshmallow-enum stringcase typing-inspect
dataframetodb numpy pandas python-dateutil sqlalchemy / dataset alembic banal normality pyyaml six sqlalchemy
datasets aiohttp dill filelock fsspec httpx huggingface-hub multiprocess numpy packaging pandas pyarrow pyarrow-hotfix pyyaml requests responses tqdm xxhash
dateparser convertdate jdatetime python-dateutil pytz regex ruamel-yaml tzlocal umalqurra / datetime pytz zope-interface
ddtrace bytecode envier intervaltree msgpack-python opentelemetry-api protobuf psutil six tenacity typing-extensions wrapt xmltodict / deep-translator beautifulsoup4 click requests
deepdiff cachebox jsonpickle ordered-set orderly-set / dep-logic packaging / dependency-injector six typing-extensions / deprecation packaging / descartes matplotlib
django-celery-beat celery cron-descriptor django django-timezone-field ephem python-crontab tzdata / django-timezone-field django pytz / dm-tree absl-py attrs numpy six wrapt
docker docker-pycreds packaging requests six urllib3 websocket-client / docker-pycreds six / doclang lxml typer
docling accelerate beautifulsoup4 certifi deepsearch-glm docling-core docling-ibm-models docling-parse docling-slim easyocr filetype huggingface-hub lxml marko openpyxl pandas pillow pluggy polyfactory pydantic pydantic-settings pylatexenc pypdfium2 python-docx python-pptx rapidocr requests rtree scipy tqdm typer
docling-core defusedxml doclang jsonref jsonschema latex2mathml pandas pillow pydantic pydantic-settings pyyaml requests tabulate typer typing-extensions
docling-ibm-models accelerate docling-core huggingface-hub jsonlines numpy opencv-python-headless pillow pydantic rtree safetensors torch torchvision tqdm transformers
docling-parse autoflake docling-core pillow pydantic tabulate / docling-slim certifi docling-core filetype langcodes pluggy pydantic pydantic-settings requests tqdm / docx lxml pillow
docxcompose babel lxml python-docx setuptools six / docxtpl docxcompose jinja2 lxml python-docx six sphinx sphinxcontrib-napoleon / dogpile-cache decorator stevedore typing-extensions / dotenv python-dotenv
dparse packaging pyyaml six toml tomli / dragonmapper hanzidentifier zhon / dramatiq prometheus-client / dropbox requests six stone typing urllib3 / duckdb numpy pandas / dulwich certifi typing-extensions urllib3
dynaconf click python-box python-dotenv six toml / easyocr ninja numpy opencv-python opencv-python-headless pillow pyclipper python-bidi pyyaml scikit-image scipy shapely torch torchvision / ecos numpy scipy
elastic-apm certifi ecs-logging urllib3 wrapt / elasticsearch-dsl elastic-transport elasticsearch python-dateutil six typing-extensions / encutils chardet
environs marshmallow python-dotenv read-env typing-extensions / eth-abi eth-typing eth-utils parsimonious / eth-account attrdict bitarray ckzg eth-abi eth-keyfile eth-keys eth-rlp eth-utils hexbytes pydantic rlp
eth-keyfile cytoolz eth-keys eth-utils py-ecc pycryptodome / eth-keys eth-typing eth-utils / eth-rlp eth-utils hexbytes rlp typing-extensions
eth-tester cytoolz eth-abi eth-account eth-keys eth-utils rlp semantic-version / eth-typing typing-extensions / eth-utils cytoolz eth-hash eth-typing pydantic pysha3 / ethereum-abi-utils rlp
evaluate aiohttp datasets dill fsspec huggingface-hub multiprocess numpy packaging pandas requests responses tqdm xxhash / exceptiongroup typing-extensions / execnet apipkg
fabric cryptography decorator deprecated invoke paramiko pathlib2 / face-recognition click dlib face-recognition-models numpy pillow scipy / factory-boy faker / faiss-cpu numpy packaging
fake-useragent importlib-resources / fakeredis packaging redis six sortedcontainers typing-extensions / faraday-agent-parameters-types marshmallow packaging validators
faraday-plugins beautifulsoup4 click colorama html2text lxml markdown packaging pandas python-dateutil pytz requests simplejson tabulate tldextract / fastavro cython setuptools
faster-whisper av ctranslate2 huggingface-hub onnxruntime tokenizers tqdm / fastjsonschema requests / fastparquet cramjam cython fsspec numba numpy packaging pandas pytest pytest-runner six thrift thriftpy
fedora-messaging blinker click crochet jsonschema pika pyopenssl pytoml pytz requests service-identity setuptools six toml tomli twisted / feedfinder2 beautifulsoup4 requests six / feedgen lxml python-dateutil
feedwerk markupsafe werkzeug / filedepot anyascii unidecode / filteralchemy-fork marshmallow-sqlalchemy six webargs / findpython packaging platformdirs / fire six termcolor
flake8 entrypoints mccabe pycodestyle pyflakes setuptools / flake8-import-order pycodestyle setuptools / flask-alembic alembic flask flask-sqlalchemy sqlalchemy
flask-apispec apispec flask marshmallow six webargs / flask-avatars flask pillow / flask-babelex babel flask jinja2 speaklater / flask-basicauth flask / flask-bootstrap4 dominate flask visitor
flask-bootstrap5 flask / flask-bs4 dominate flask flask-wtf visitor wtforms / flask-buzz flask py-buzz / flask-celery-helper celery flask / flask-celeryext celery flask / flask-classful flask
flask-cli click flask / flask-crontab flask / flask-datepicker flask flask-bootstrap markupsafe static-parameters / flask-dictabase dataset flask / flask-executor flask
flask-flatpages flask jinja2 markdown pyyaml six / flask-fontawesome flask / flask-gravatar flask / flask-healthz flask / flask-htmlmin cssmin flask htmlmin htmlmin2
flask-jwt-oidc cachelib click cryptography ecdsa flask future itsdangerous jinja2 markupsafe pyasn1 pyjwt python-dotenv python-jose rsa six werkzeug zimports
flask-kvsession-fork flask itsdangerous simplekv six werkzeug / flask-ldap3-login enum34 flask flask-wtf ldap3 wtforms / flask-login-dictabase-blueprint flask flask-dictabase flask-login
flask-minify flask htmlmin htmlminf jsmin lesscpy pyyaml rcssmin six xxhash / flask-misaka flask markupsafe misaka
flask-monitoringdashboard apscheduler click colorhash configparser flask flask-paginate flask-wtf jinja2 numpy plotly psutil pyjwt pytz requests scipy sqlalchemy tzlocal wtforms / flask-mqtt flask paho-mqtt typing
flask-oauthlib cachelib flask oauthlib requests-oauthlib / flask-oidc authlib blinker flask itsdangerous oauth2client requests six / flask-openapi3 flask pydantic / flask-opentracing flask opentracing
flask-pagedown flask wtforms / flask-paginate flask / flask-profiler flask flask-httpauth simplejson / flask-recaptcha flask requests / flask-restplus aniso8601 flask jsonschema pytz six
flask-rq flask rq typing-extensions / flask-seasurf flask / flask-sitemap blinker flask / flask-sqlacodegen inflect sqlalchemy / flask-sqlalchemy-caching flask flask-caching flask-sqlalchemy
flask-swagger flask pyyaml / flask-table babel flask flask-babel / flask-themes2 flask simplejson / flask-threads flask / flask-versioned flask setuptools / flask-whooshee blinker flask-sqlalchemy whoosh
flit docutils flit-core pip pytoml requests requests-download tomli tomli-w / flit-core pytoml / flower babel celery futures humanize prometheus-client pytz tornado vine
folium branca jinja2 numpy requests six xyzservices / formulaic astor interface-meta narwhals numpy pandas scipy typing-extensions wrapt / fpdf2 defusedxml fonttools future numpy pillow six / fqdn cached-property
freezegun python-dateutil six / frozen-flask flask / functions-framework click cloudevents flask gunicorn starlette uvicorn uvicorn-worker watchdog werkzeug / furl orderedmultidict six
fuzzytm numpy pandas pyfume scipy sparsesvd / gapic-google-cloud-datastore-v1 google-gax googleapis-common-protos grpc-google-cloud-datastore-v1 oauth2client proto-google-cloud-datastore-v1
gapic-google-cloud-error-reporting-v1beta1 google-gax googleapis-common-protos grpc-google-cloud-error-reporting-v1beta1 oauth2client proto-google-cloud-error-reporting-v1beta1
gapic-google-cloud-logging-v2 google-gax googleapis-common-protos grpc-google-cloud-logging-v2 oauth2client proto-google-cloud-logging-v2
gapic-google-cloud-pubsub-v1 google-gax googleapis-common-protos grpc-google-cloud-pubsub-v1 grpc-google-iam-v1 oauth2client proto-google-cloud-pubsub-v1
gax-google-logging-v2 google-gax googleapis-common-protos grpc-google-logging-v2 oauth2client / gax-google-pubsub-v1 google-gax googleapis-common-protos grpc-google-pubsub-v1 oauth2client
gcloud gax-google-logging-v2 gax-google-pubsub-v1 google-gax googleapis-common-protos grpc-google-logging-v2 grpc-google-pubsub-v1 grpcio httplib2 oauth2client protobuf six
gensim fuzzytm numpy scipy six smart-open / geoalchemy2 packaging sqlalchemy / geoip2 aiohttp maxminddb requests setuptools urllib3 / geomet click six
geopandas descartes fiona numpy packaging pandas pyogrio pyproj shapely / geopy geographiclib / geventhttpclient brotli certifi gevent six urllib3 / gitdb smmap / gitdb2 gitdb smmap2 / github-flask flask requests
gitpython gitdb gitdb2 typing-extensions / globus-sdk certifi cryptography pyjwt requests six typing-extensions / google-ai-generativelanguage google-api-core google-auth grpcio grpcio-status proto-plus protobuf
google-analytics-data google-api-core google-auth grpcio libcst packaging proto-plus protobuf
google-cloud-aiplatform certifi docstring-parser google-api-core google-auth google-cloud-bigquery google-cloud-resource-manager google-cloud-storage google-genai grpcio grpcio-status libcst mock packaging proto-plus protobuf pydantic setuptools shapely typing-extensions
google-cloud-appengine-logging google-api-core google-auth grpcio grpcio-status packaging proto-plus protobuf / google-cloud-audit-log googleapis-common-protos protobuf
google-cloud-datastore gapic-google-cloud-datastore-v1 google-api-core google-auth google-cloud-core google-gax grpcio libcst proto-plus protobuf
google-cloud-documentai google-api-core google-auth grpcio packaging proto-plus protobuf
google-cloud-error-reporting gapic-google-cloud-error-reporting-v1beta1 google-api-core google-auth google-cloud-core google-cloud-logging grpcio libcst proto-plus protobuf
google-cloud-logging gapic-google-cloud-logging-v2 google-api-core google-auth google-cloud-appengine-logging google-cloud-audit-log google-cloud-core grpc-google-iam-v1 grpcio grpcio-status opentelemetry-api proto-plus protobuf
google-cloud-ndb google-api-core google-cloud-datastore protobuf pymemcache pytz redis six / google-cloud-private-ca google-api-core google-auth grpc-google-iam-v1 grpcio libcst proto-plus protobuf
google-cloud-profiler google-api-python-client google-auth google-auth-httplib2 protobuf requests
google-cloud-pubsub gapic-google-cloud-pubsub-v1 google-api-core google-auth google-cloud-core grpc-google-iam-v1 grpcio grpcio-status libcst opentelemetry-api opentelemetry-sdk proto-plus protobuf psutil
google-cloud-resource-manager google-api-core google-auth google-cloud-core grpc-google-iam-v1 grpcio grpcio-status proto-plus protobuf
google-cloud-secret-manager google-api-core google-auth grpc-google-iam-v1 grpcio grpcio-status libcst proto-plus protobuf / google-cloud-sql google-api-core google-auth grpcio proto-plus protobuf
google-cloud-tasks google-api-core google-auth grpc-google-iam-v1 grpcio grpcio-status libcst proto-plus protobuf
google-cloud-trace google-api-core google-auth google-cloud-core google-gax grpcio proto-plus protobuf
google-cloud-translate google-api-core google-auth google-cloud-core grpc-google-iam-v1 grpcio libcst proto-plus protobuf
google-cloud-vision enum34 google-api-core google-auth google-cloud-core googleapis-common-protos grpcio grpcio-status libcst proto-plus protobuf requests / google-events proto-plus protobuf python-dateutil
google-gax dill future google-auth googleapis-common-protos grpcio oauth2client ply protobuf requests / google-pasta six / googletrans httpx requests
goose3 beautifulsoup4 cssselect jieba langdetect lxml nltk pillow pyahocorasick python-dateutil requests / gotrue httpx pydantic pyjwt / govuk-bank-holidays requests six
gql anyio backoff graphql-core promise requests six tenacity typing-extensions yarl / graphene aniso8601 graphql-core graphql-relay promise python-dateutil six typing-extensions
graphql-core promise rx six typing-extensions / graphql-relay graphql-core promise six / griffe colorama griffecli griffelib / grpc-google-cloud-datastore-v1 googleapis-common-protos grpcio oauth2client
grpc-google-cloud-error-reporting-v1beta1 googleapis-common-protos grpcio oauth2client / grpc-google-cloud-logging-v2 googleapis-common-protos grpcio oauth2client
grpc-google-cloud-pubsub-v1 googleapis-common-protos grpcio oauth2client / grpc-google-iam-v1 googleapis-common-protos grpcio oauth2client protobuf
grpc-google-logging-v2 googleapis-common-protos grpcio oauth2client / grpc-google-pubsub-v1 googleapis-common-protos grpcio oauth2client / grpcio enum34 protobuf six typing-extensions
grpcio-health-checking grpcio protobuf / grpcio-status googleapis-common-protos grpcio protobuf / grpcio-tools grpcio protobuf setuptools / gssapi decorator six
gtts beautifulsoup4 bs4 click gtts-token requests six / gtts-token requests / guessit babelfish python-dateutil rebulk six / h2 hpack hyperframe / h5py numpy six / hanzidentifier zhon
hatch backports-zstd click distro hatchling httpx httpx2 hyperlink keyring packaging pexpect platformdirs pyperclip pyproject-hooks python-discovery rich shellingham tomli-w tomlkit userpath uv virtualenv zstandard
hatchling editables packaging pathspec pluggy tomli tomlkit trove-classifiers / hexbytes eth-utils / hier-config pep8 pydantic pyyaml / hishel httpx msgpack typing-extensions / html5lib setuptools six webencodings
http-ece cryptography pyelliptic / httpcore anyio certifi chardet h11 h2 idna rfc3986 sniffio / httpcore2 h11 truststore
httpx anyio certifi chardet charset-normalizer h11 h2 hstspreload httpcore idna rfc3986 sniffio / httpx2 anyio httpcore2 idna truststore typing-extensions
huggingface-hub click filelock fsspec hf-xet httpx httpx2 packaging pyyaml requests shellingham tomli tqdm typer-slim typing-extensions / hvac pyhcl requests six / hyper h2 hyperframe
hypercorn exceptiongroup h11 h2 priority pytoml taskgroup toml tomli typing-extensions wsproto / hyperlink idna / icalendar python-dateutil pytz setuptools typing-extensions tzdata / id pydantic requests urllib3
imagecodecs-lite imagecodecs / imagehash numpy pillow pywavelets scipy six / imageio numpy pillow / imageio-ffmpeg setuptools
imagekitio anyio distro httpx pydantic requests requests-toolbelt sniffio typing-extensions urllib3 / importlib-metadata lazy-importer zipp / incremental packaging setuptools tomli
inflect jaraco-functools more-itertools pydantic typeguard typing-extensions / influxdb msgpack python-dateutil pytz requests six
influxdb-client certifi ciso8601 python-dateutil pytz reactivex rx setuptools six urllib3 / injector setuptools typing typing-extensions / interface-meta decorator funcsigs six / intervaltree sortedcontainers
ipdb decorator ipython setuptools tomli / ipfshttpclient multiaddr requests six
ipykernel comm debugpy ipython jupyter-client jupyter-core matplotlib-inline nest-asyncio nest-asyncio2 packaging psutil pyzmq tornado traitlets / ipytablewidgets ipywidgets lz4 numpy pandas traitlets traittypes
ipython backcall decorator exceptiongroup ipython-pygments-lexers jedi matplotlib-inline pexpect pickleshare prompt-toolkit psutil pygments setuptools simplegeneric stack-data traitlets typing-extensions
ipython-pygments-lexers pygments / ipywidgets comm ipykernel ipython ipython-genutils jupyterlab-widgets nbformat traitlets widgetsnbextension / isoduration arrow / isort futures mypy-extensions
jaeger-client future futures opentracing threadloop thrift tornado / jaraco-apt six / jaraco-classes more-itertools six / jaraco-collections jaraco-classes jaraco-text six
jaraco-context backports-tarfile jaraco-apt yg-lockfile / jaraco-functools more-itertools / jaraco-text autocommand inflect jaraco-collections jaraco-context jaraco-functools more-itertools six typer-slim
jaraco-timing tempora / jax absl-py fastcache importlib-metadata jaxlib ml-dtypes numpy opt-einsum protobuf scipy six typing-extensions / jaxlib ml-dtypes numpy scipy / jdatetime jalali-core / jedi parso
jira defusedxml keyring oauthlib packaging pbr pillow requests requests-oauthlib requests-toolbelt setuptools six tlslite typing-extensions / josepy cryptography pyopenssl setuptools six / jsondiff pyyaml
jsonlines attrs six / jsonpath-ng decorator ply six / jsonrpcclient apply-defaults click future jsonschema / jsonrpcserver apply-defaults funcsigs jsonschema oslash six
jsonschema-path attrs pathable pyyaml referencing requests / jsonschema-spec jsonschema pathable pyyaml referencing requests typing-extensions
junos-eznc jinja2 lxml ncclient netaddr paramiko pyparsing pyserial pyyaml scp six transitions yamlloader yamlordereddictloader / jupyter ipykernel ipywidgets jupyter-console jupyterlab nbconvert notebook
jupyter-builder jupyter-core tomli traitlets / jupyter-client entrypoints importlib-metadata jupyter-core nest-asyncio pytest python-dateutil pyzmq tornado traitlets typing-extensions
jupyter-console ipykernel ipython jupyter-client jupyter-core prompt-toolkit pygments pyzmq traitlets / jupyter-core platformdirs traitlets
jupyter-events fqdn idna isoduration jsonpointer jsonschema packaging python-json-logger pyyaml referencing rfc3339-validator rfc3986-validator rfc3987-syntax traitlets uri-template webcolors
jupyter-lsp entrypoints importlib-metadata jupyter-server notebook setuptools
jupyter-server anyio argon2-cffi ipykernel ipython-genutils jinja2 jupyter-client jupyter-core jupyter-events jupyter-server-terminals nbconvert nbformat overrides packaging prometheus-client pyzmq send2trash terminado tornado traitlets websocket-client
jupyter-server-mathjax jupyter-server / jupyter-server-terminals terminado
jupyterlab async-lru httpx importlib-metadata ipykernel ipython ipython-genutils jinja2 jupyter-builder jupyter-core jupyter-lsp jupyter-server jupyterlab-launcher jupyterlab-server nbclassic notebook notebook-shim packaging setuptools tomli tornado traitlets typing-extensions
jupyterlab-git jupyter-server jupyterlab-git-core nbdime nbformat notebook packaging pexpect psutil traitlets / jupyterlab-git-core anyio nbformat packaging pexpect traitlets
jupyterlab-launcher jsonschema notebook / jupyterlab-pygments pygments / jupyterlab-server babel entrypoints importlib-metadata jinja2 json5 jsonschema jupyter-server notebook packaging requests
jupyterlab-widgets jupyterlab / jwcrypto cryptography deprecated typing-extensions / kaleido choreographer logistro orjson packaging pytest-timeout
keras absl-py dm-tree h5py keras-applications keras-preprocessing ml-dtypes namex numpy optree packaging pyyaml rich scipy six theano / keras-applications h5py numpy / keras-preprocessing numpy six
keyring entrypoints importlib-metadata jaraco-classes jaraco-context jaraco-functools jeepney secretstorage
kubernetes adal aiohttp aiohttp-retry certifi durationpy google-auth ipaddress oauthlib pydantic python-dateutil pyyaml requests requests-oauthlib setuptools six typing-extensions urllib3 websocket-client
langchain-text-splitters langchain-core / langcodes language-data / langdetect six
langsmith anyio distro httpx httpx2 orjson packaging pydantic requests requests-toolbelt sniffio typing-extensions uuid-utils websockets xxhash zstandard / language-data marisa-trie / lazy-loader packaging
ldap3 pyasn1 / lesscpy ply six / levenshtein rapidfuzz / libcst pyyaml pyyaml-ft typing-extensions typing-inspect
librosa audioread decorator joblib lazy-loader matplotlib msgpack numba numpy packaging pooch resampy scikit-learn scipy six soundfile soxr standard-aifc standard-sunau typing-extensions / librt mypy-extensions
lightgbm narwhals numpy scikit-learn scipy wheel / line-bot-sdk aenum aiohttp deprecated future pydantic python-dateutil requests urllib3 / livereload six tornado
llama-cloud anyio certifi distro httpx pydantic sniffio typing-extensions
llama-index aiohttp beautifulsoup4 dataclasses-json deprecated fsspec httpx llama-index-agent-openai llama-index-cli llama-index-core llama-index-embeddings-openai llama-index-indices-managed-llama-cloud llama-index-llms-openai llama-index-multi-modal-llms-openai llama-index-program-openai llama-index-question-gen-openai llama-index-readers-file llama-index-readers-llama-parse nest-asyncio nltk numpy openai pandas requests sqlalchemy tenacity tiktoken typing-extensions typing-inspect
llama-index-agent-openai llama-index-core llama-index-llms-openai openai / llama-index-cli llama-index-core llama-index-embeddings-openai llama-index-llms-openai
llama-index-core aiohttp aiosqlite banks dataclasses-json deprecated dirtyjson eval-type-backport filetype fsspec httpx llama-index-workflows nest-asyncio networkx nltk numpy pillow platformdirs pydantic pyyaml requests setuptools sqlalchemy tenacity tiktoken tinytag tqdm typing-extensions typing-inspect wrapt
llama-index-embeddings-openai llama-index-core openai / llama-index-indices-managed-llama-cloud deprecated llama-cloud llama-index-core / llama-index-instrumentation deprecated pydantic
llama-index-llms-openai llama-index-core openai / llama-index-multi-modal-llms-openai llama-index-core llama-index-llms-openai
llama-index-program-openai llama-index-agent-openai llama-index-core llama-index-llms-openai / llama-index-question-gen-openai llama-index-core llama-index-llms-openai llama-index-program-openai
llama-index-readers-file beautifulsoup4 defusedxml llama-index-core pandas pypdf striprtf / llama-index-readers-llama-parse llama-index-core llama-parse
llama-index-workflows eval-type-backport llama-index-instrumentation pydantic typing-extensions / llama-parse click llama-cloud-services llama-index-core pydantic / llvmlite enum34
locust configargparse flask flask-basicauth flask-cors flask-login gevent geventhttpclient msgpack psutil pytest python-engineio python-socketio pyzmq requests roundrobin setuptools tomli typing-extensions werkzeug
loguru ansimarkup better-exceptions-fork colorama / mailchimp-marketing certifi python-dateutil requests six urllib3 / mariadb packaging / markdown-it-py attrs mdit-py-plugins mdurl
markdownify beautifulsoup4 six / marshmallow-enum enum34 marshmallow / matplotlib-inline traitlets / maxminddb setuptools
maya dateparser humanize iso8601 pendulum python-dateutil pytz ruamel-yaml snaptime tzlocal
mcp anyio cryptography httpx httpx-sse httpx2 jsonschema mcp-types opentelemetry-api pydantic pydantic-settings pyjwt python-multipart sse-starlette starlette typing-extensions typing-inspection uvicorn
mcp-types pydantic typing-extensions / mdit-py-plugins markdown-it-py / mediapipe absl-py attrs certifi flatbuffers jax jaxlib matplotlib numpy opencv-contrib-python protobuf sentencepiece sounddevice
meilisearch camel-converter requests / meinheld greenlet / mercadopago requests / minio argon2-cffi certifi configparser pycryptodome python-dateutil pytz typing-extensions urllib3 / misaka cffi
mistralai eval-type-backport httpx httpx2 invoke jsonpath-python opentelemetry-api opentelemetry-exporter-otlp-proto-http opentelemetry-sdk opentelemetry-semantic-conventions orjson pydantic python-dateutil pyyaml typing-inspect typing-inspection
ml-dtypes numpy / mock pbr six / more-itertools six
moto aws-xray-sdk boto boto3 botocore cfn-lint cookies cryptography docker ecdsa idna jinja2 jsondiff markupsafe mock more-itertools pyaml python-dateutil python-jose pytz pyyaml requests responses setuptools six sshpubkeys werkzeug xmltodict zipp
motor futures pymongo / msgpack-numpy msgpack msgpack-python numpy / msrest azure-core certifi chardet enum34 isodate keyring requests requests-oauthlib
multiaddr base58 dnspython idna netaddr psutil py-cid py-multibase py-multicodec py-multihash six trio trio-typing varint / multiprocess dill / munch six
mypy ast-serialize librt mypy-extensions pathspec psutil tomli typed-ast typing-extensions / mypy-protobuf protobuf types-protobuf / mysqldb-wrapper cryptography mysqlclient
myst-parser docutils jinja2 markdown-it-py mdit-py-plugins pyyaml sphinx typing-extensions / nab nab-index nab-markersets nab-project nab-provider nab-resolver tomli typing-extensions
nab-index nab-provider nab-resolver packaging truststore typing-extensions urllib3 / nab-markersets nab-resolver
nab-project build installer nab-index nab-markersets nab-provider nab-resolver packaging pyproject-hooks tomli tomli-w typing-extensions / nab-provider nab-markersets nab-resolver typing-extensions
napalm cffi ciscoconfparse future jinja2 jtextfsm junos-eznc lxml napalm-base napalm-eos napalm-fortios napalm-ibm napalm-ios napalm-iosxr napalm-junos napalm-nxos napalm-panos napalm-pluribus ncclient netaddr netmiko netutils nxapi-plumbing paramiko pyeapi pyiosxr pynxos pyyaml requests scp setuptools textfsm ttp ttp-templates typing-extensions
napalm-base jinja2 jtextfsm netaddr pyyaml / napalm-eos napalm-base pyeapi / napalm-fortios future napalm-base pyfg / napalm-ibm bnclient future napalm-base paramiko / napalm-ios napalm-base netmiko
napalm-iosxr napalm-base netaddr netmiko pyiosxr / napalm-junos junos-eznc napalm-base / napalm-nxos future napalm-base netaddr netmiko pynxos scp
napalm-panos cffi cryptography future lxml napalm napalm-base netmiko pan-python requests-toolbelt xmltodict / napalm-pluribus napalm-base netaddr pypluribus
nbclassic argon2-cffi ipykernel ipython-genutils jinja2 jupyter-client jupyter-core jupyter-server nbconvert nbformat nest-asyncio notebook notebook-shim prometheus-client pyzmq send2trash terminado tornado traitlets
nbclient async-generator jupyter-client jupyter-core nbformat nest-asyncio traitlets
nbconvert beautifulsoup4 bleach defusedxml entrypoints importlib-metadata jinja2 jupyter-core jupyterlab-pygments markupsafe mistune nbclient nbformat packaging pandocfilters pygments testpath tinycss2 traitlets
nbdime colorama gitpython jinja2 jupyter-server jupyter-server-mathjax nbformat notebook pygments requests six tornado / nbformat fastjsonschema ipython-genutils jsonschema jupyter-core traitlets
ncclient lxml paramiko selectors2 setuptools six / ndg-httpsclient pyasn1 pyopenssl / neo4j neobolt neotime pytz / neo4j-driver neobolt neotime pytz
neomodel neo4j neo4j-driver neobolt pytest pytz shapely six typing-extensions / neotime pytz six / netmiko enum34 ipaddress ntc-templates paramiko pyserial pyyaml rich ruamel-yaml scp setuptools tenacity textfsm
newspaper3k beautifulsoup4 cssselect feedfinder2 feedparser jieba3k lxml nltk pillow python-dateutil pyyaml requests six tinysegmenter tldextract / nodeenv setuptools
normality banal chardet charset-normalizer pyicu six text-unidecode
notebook argon2-cffi ipykernel ipython-genutils jinja2 jupyter-builder jupyter-client jupyter-core jupyter-server jupyterlab jupyterlab-server nbclassic nbconvert nbformat nest-asyncio notebook-shim prometheus-client pyzmq send2trash terminado tornado traitlets
notebook-shim jupyter-server notebook / notifications-python-client docopt future monotonic pyjwt requests / nplusone blinker six / ntc-templates gtextfsm terminal textfsm / ntlm-auth six
numba enum34 funcsigs llvmlite numpy setuptools singledispatch / nxapi-plumbing future lxml requests scp six
oic alabaster beaker cryptography defusedxml future mako pycryptodomex pydantic-settings pyjwkest pyopenssl requests responses six testfixtures typing-extensions / ollama httpx pydantic
omegaconf antlr4-python3-runtime pyyaml ruamel-yaml six typing-extensions / onesignal-sdk httpx requests / onetimepass six / onnx ml-dtypes numpy protobuf six typing typing-extensions
onnxruntime coloredlogs flatbuffers numpy packaging protobuf sympy / openai-whisper more-itertools numba numpy tiktoken torch tqdm triton / openalgo httpx numpy pandas requests websocket-client
openapi-schema-validator attrs isodate jsonschema jsonschema-specifications pydantic pydantic-settings referencing rfc3339-validator six strict-rfc3339
openapi-spec-validator importlib-resources jsonschema jsonschema-path jsonschema-spec lazy-object-proxy openapi-schema-validator pyaml pydantic pydantic-settings pyyaml six
opencensus google-api-core google-cloud-trace opencensus-context six / opencensus-ext-azure azure-core azure-identity opencensus psutil requests / opencensus-ext-flask flask opencensus
opencv-contrib-python numpy / opengreeks numpy / openidc-client requests / opensearch-protobufs grpcio protobuf / opensearch-py certifi events opensearch-protobufs python-dateutil requests six urllib3
opentelemetry-api deprecated importlib-metadata setuptools typing-extensions / opentelemetry-distro opentelemetry-api opentelemetry-instrumentation opentelemetry-sdk
opentelemetry-exporter-gcp-trace google-cloud-trace opentelemetry-api opentelemetry-resourcedetector-gcp opentelemetry-sdk typing-extensions / opentelemetry-exporter-http-transport opentelemetry-api
opentelemetry-exporter-jaeger opentelemetry-exporter-jaeger-proto-grpc opentelemetry-exporter-jaeger-thrift
opentelemetry-exporter-jaeger-proto-grpc googleapis-common-protos grpcio opentelemetry-api opentelemetry-sdk / opentelemetry-exporter-jaeger-thrift opentelemetry-api opentelemetry-sdk thrift
opentelemetry-exporter-otlp opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-http / opentelemetry-exporter-otlp-common opentelemetry-sdk
opentelemetry-exporter-otlp-proto-common backoff opentelemetry-proto
opentelemetry-exporter-otlp-proto-grpc backoff deprecated googleapis-common-protos grpcio opentelemetry-api opentelemetry-exporter-otlp-common opentelemetry-exporter-otlp-proto-common opentelemetry-proto opentelemetry-sdk typing-extensions
opentelemetry-exporter-otlp-proto-http backoff deprecated googleapis-common-protos opentelemetry-api opentelemetry-exporter-http-transport opentelemetry-exporter-otlp-common opentelemetry-exporter-otlp-proto-common opentelemetry-proto opentelemetry-sdk requests typing-extensions
opentelemetry-instrumentation opentelemetry-api opentelemetry-sdk opentelemetry-semantic-conventions packaging setuptools wrapt
opentelemetry-instrumentation-asgi asgiref opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions opentelemetry-util-http
opentelemetry-instrumentation-asyncio opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-boto3sqs opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-botocore botocore opentelemetry-api opentelemetry-instrumentation opentelemetry-propagator-aws-xray opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-celery celery opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions
opentelemetry-instrumentation-click opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-dbapi opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-fastapi opentelemetry-api opentelemetry-instrumentation opentelemetry-instrumentation-asgi opentelemetry-semantic-conventions opentelemetry-util-http
opentelemetry-instrumentation-flask flask opentelemetry-api opentelemetry-instrumentation opentelemetry-instrumentation-wsgi opentelemetry-semantic-conventions opentelemetry-util-http packaging
opentelemetry-instrumentation-grpc grpcio opentelemetry-api opentelemetry-instrumentation opentelemetry-sdk opentelemetry-semantic-conventions wrapt
opentelemetry-instrumentation-jinja2 jinja2 opentelemetry-api opentelemetry-instrumentation wrapt
opentelemetry-instrumentation-logging opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions
opentelemetry-instrumentation-psycopg2 opentelemetry-api opentelemetry-instrumentation opentelemetry-instrumentation-dbapi psycopg2-binary wrapt
opentelemetry-instrumentation-redis opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions redis wrapt
opentelemetry-instrumentation-requests opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions opentelemetry-util-http requests
opentelemetry-instrumentation-sqlalchemy opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions packaging sqlalchemy wrapt
opentelemetry-instrumentation-sqlite3 opentelemetry-api opentelemetry-instrumentation opentelemetry-instrumentation-dbapi wrapt
opentelemetry-instrumentation-system-metrics opentelemetry-api opentelemetry-instrumentation opentelemetry-sdk opentelemetry-semantic-conventions psutil
opentelemetry-instrumentation-threading opentelemetry-api opentelemetry-instrumentation wrapt
opentelemetry-instrumentation-urllib opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions opentelemetry-util-http
opentelemetry-instrumentation-urllib3 opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions opentelemetry-util-http wrapt
opentelemetry-instrumentation-wsgi opentelemetry-api opentelemetry-instrumentation opentelemetry-semantic-conventions opentelemetry-util-http / opentelemetry-propagator-aws-xray opentelemetry-api
opentelemetry-propagator-gcp opentelemetry-api / opentelemetry-proto protobuf / opentelemetry-resourcedetector-gcp opentelemetry-api opentelemetry-sdk requests
opentelemetry-sdk opentelemetry-api opentelemetry-semantic-conventions setuptools typing-extensions / opentelemetry-semantic-conventions deprecated opentelemetry-api typing-extensions / opentracing futures
opt-einsum numpy / optree typing-extensions / oracledb cryptography typing-extensions / orderedmultidict six / orloge cpsat-logutils numpy pandas python-dateutil pytz six
ortools absl-py immutabledict numpy pandas protobuf typing-extensions / oscrypto asn1crypto / oslash typing-extensions / osqp future jinja2 joblib numpy qdldl scipy setuptools / outcome attrs
overrides typing-utils / packaging pyparsing six / pallets-sphinx-themes importlib-metadata packaging sphinx sphinx-notfound-page / pandas-ta numba numpy pandas tqdm / pangres alembic packaging pandas sqlalchemy
parsedatetime future / parsel cssselect jmespath lxml packaging six w3lib / parsimonious regex six / partd locket toolz / paste setuptools six / pastedeploy setuptools / pathlib2 six
pathy pathlib-abc smart-open typer / patsy numpy packaging six / paypalrestsdk pyopenssl requests six / pbr setuptools / pdf2image pillow
pdfminer-six chardet charset-normalizer cryptography pycryptodome six sortedcontainers / pdfplumber chardet pdfminer-six pillow pycrypto pycryptodome pypdfium2 unicodecsv wand
pdm anyio anysqlite appdirs argcomplete blinker cachecontrol certifi click dep-logic distlib filelock findpython hishel httpcore httpx httpx2 id importlib-metadata installer lockfile msgpack packaging pbs-installer pdm-pep517 pep517 pip platformdirs pycomplete pyproject-hooks python-cfonts python-dotenv pythonfinder requests requests-toolbelt resolvelib rich shellingham socksio tomli tomlkit truststore unearth virtualenv wheel
pendulum python-dateutil pytzdata tzdata tzlocal / pep517 pytoml toml tomli / pexpect ptyprocess / pg8000 python-dateutil scramp six
pgcli cli-helpers click configobj humanize pendulum pgspecial prompt-toolkit psycopg psycopg2 pygments setproctitle sqlparse tzlocal wcwidth / pgspecial click psycopg psycopg2 sqlparse / pikpakapi httpx
pillow-heif pillow / pinecone anyio certifi httpx msgspec orjson pinecone-plugin-assistant pinecone-plugin-inference pinecone-plugin-interface python-dateutil tqdm typing-extensions urllib3
pinecone-client certifi ddtrace dnspython docker fire graphviz grpcio grpcio-tools loguru lz4 mypy-protobuf networkx numpy pinecone-plugin-inference pinecone-plugin-interface prompt-toolkit protobuf pydot python-dateutil pyyaml pyzmq requests sentry-sdk tqdm typing-extensions urllib3
pinecone-plugin-assistant packaging requests / pinecone-plugin-inference pinecone-plugin-interface / pip-tools build click first pep517 pip pyproject-hooks setuptools six tomli typing-extensions wheel
pipdeptree nab nab-index nab-project packaging pip / pipenv certifi packaging pip setuptools virtualenv virtualenv-clone / plantweb docutils requests six / playwright greenlet pyee / plexapi requests / pockets six
poetry build cachecontrol cachy cleo clikit crashtest dulwich fastjsonschema filelock findpython html5lib importlib-metadata installer jsonschema keyring lockfile packaging pbs-installer pexpect pkginfo platformdirs poetry-core poetry-plugin-export pyparsing pyproject-hooks pyrsistent requests requests-toolbelt shellingham tomli tomlkit trove-classifiers urllib3 virtualenv
poetry-plugin-export poetry poetry-core tomlkit / polars polars-runtime-32 / polyfactory faker typing-extensions / pooch appdirs packaging platformdirs requests / portend jaraco-timing tempora
postgrest aiohttp deprecation httpx pydantic strenum yarl / posthog backoff distro monotonic python-dateutil requests six typing-extensions
praw decorator defusedxml prawcore requests six typing-extensions update-checker websocket-client / prawcore requests
pre-commit aspy-yaml cached-property cfgv identify importlib-metadata jsonschema nodeenv pyyaml six toml virtualenv / premailer cachetools cssselect cssutils lxml requests / preshed cymem murmurhash
prettytable setuptools wcwidth / prison requests six / proces setuptools zhconv / proglog tqdm / promise six typing / proto-google-cloud-datastore-v1 googleapis-common-protos oauth2client
proto-google-cloud-error-reporting-v1beta1 googleapis-common-protos oauth2client / proto-google-cloud-logging-v2 googleapis-common-protos oauth2client
proto-google-cloud-pubsub-v1 googleapis-common-protos oauth2client / psycopg-pool typing-extensions / psycopg2cffi cffi six / pubnub aiohttp cbor2 h2 httpx pycryptodomex requests six / pulp amply orloge pyparsing
pulsar-client apache-bookkeeper-client certifi enum34 fastavro grpcio prometheus-client protobuf ratelimit six / pusher ndg-httpsclient pyasn1 pynacl pyopenssl requests six urllib3
py-algorand-sdk cryptography msgpack pycryptodomex pynacl typing-extensions / py-buzz deprecated inflection typing-extensions / py-ecc cached-property eth-typing eth-utils mypy-extensions
py-solc-x packaging requests semantic-version / py-vapid cryptography ecdsa python-jose / pyaml pyyaml / pyarrow numpy six / pybase64 parameterized six / pycares cffi
pydantic annotated-types pydantic-core typing-extensions typing-inspection / pydantic-core typing-extensions / pydash typing-extensions / pydot pyparsing / pyeapi netaddr / pyee typing-extensions
pyfcm aiohttp google-auth requests requests-toolbelt urllib3 / pyfg paramiko / pyfume fst-pso numpy pandas scipy simpful / pygal importlib-metadata / pygeofilter click dateparser lark pygeoif
pygeoif typing-extensions / pygithub cryptography deprecated pyjwt pynacl python-dateutil requests six typing-extensions urllib3 / pyhamcrest setuptools six
pyhanko aiohttp asn1crypto click cryptography fonttools lxml oscrypto pillow pyhanko-certvalidator python-barcode python-pkcs11 pytz pyyaml qrcode requests tzlocal
pyhanko-certvalidator aiohttp asn1crypto certifi cryptography oscrypto requests uritools / pyhcl ply
pyiceberg cachetools click fsspec mmh3 mmhash3 pydantic pyparsing pyroaring pyyaml requests rich sortedcontainers strictyaml tenacity zstandard / pyiosxr lxml netmiko
pyjks javaobj-py3 pyasn1 pyasn1-modules pycrypto pycryptodome pycryptodomex twofish / pyjwkest future pycryptodomex requests six
pylint astroid dill isort mccabe platformdirs six toml tomli tomlkit typing-extensions / pylint-flask-sqlalchemy flask-sqlalchemy pylint / pymatting numba numpy pillow scipy
pymdown-extensions markdown pep562 pyyaml / pymemcache six / pyngrok future pyyaml / pynndescent joblib llvmlite numba scikit-learn scipy / pynxos future requests scp / pyogrio certifi numpy packaging
pyorc pybind11 / pypdf typing-extensions / pypdf2 typing-extensions / pypdf3 tqdm / pypdfium2 pillow / pypika aenum typing-extensions / pypluribus paramiko
pyppeteer appdirs certifi importlib-metadata pyee tqdm urllib3 websockets / pyproj certifi / pyproject-api packaging tomli / pyproject-hooks tomli / pypushdeer requests / pyqt6 pyqt6-qt6 pyqt6-sip
pyquery cssselect lxml / pyrad netaddr six / pyrebase gcloud oauth2client pycryptodome python-jwt requests requests-toolbelt / pyrfc3339 pytz
pyroma build docutils packaging pep517 pygments requests setuptools trove-classifiers wheel / pyrsistent six / pysmi jinja2 lark ply requests / pysnmp pyasn1 pycrypto pycryptodomex pysmi / pyspnego cryptography
pytesseract packaging pillow / pytest atomicwrites attrs exceptiongroup iniconfig more-itertools packaging pluggy py pygments setuptools six toml tomli wcwidth
pytest-asyncio backports-asyncio-runner pytest typing-extensions / pytest-base-url pytest requests / pytest-cov coverage pluggy pytest / pytest-flask flask pytest werkzeug
pytest-flask-sqlalchemy flask-sqlalchemy packaging pytest pytest-mock sqlalchemy / pytest-forked py pytest / pytest-mock pytest / pytest-playwright playwright pytest pytest-base-url python-slugify
pytest-rerunfailures packaging pytest setuptools / pytest-timeout pytest / pytest-xdist execnet py pytest pytest-forked six / python-bidi six
python-binance aiohttp autobahn certifi chardet cryptography dateparser pycryptodome pyopenssl requests service-identity six twisted ujson urllib3 websockets / python-box ruamel-yaml toml
python-cfonts click colorama / python-crontab python-dateutil / python-daemon docutils lockfile setuptools / python-discovery filelock / python-dotenv click
python-fedora beautifulsoup4 kitchen lockfile munch openidc-client requests six urllib3 / python-frontmatter pyyaml six / python-hosts win-inet-pton / python-json-logger setuptools typing-extensions
python-jwt jwcrypto jws / python-ldap pyasn1 pyasn1-modules setuptools / python-levenshtein levenshtein setuptools / python-multipart six / python-pkcs11 asn1crypto cached-property / python-redis-lock redis
python-swiftclient requests six / python-telegram-bot apscheduler cachetools certifi cryptography decorator future httpcore httpx pytz tornado urllib3 / python-whois future python-dateutil
pythonfinder attrs cached-property click colorama crayons cursor packaging pydantic six vistir yaspin
pytoolbox argparse backports-lzma cryptography defusedxml ipaddr jinja2 kitchen mock nose passlib pyaml pycallgraph pygal python-magic pytz requests ruamel-yaml setuptools six termcolor tldextract typing-extensions tzdata
pytube typing-extensions / pyvirtualdisplay easyprocess / pywavelets numpy / pywebpush aiohttp cryptography flake8 http-ece py-vapid python-jose requests six / pyzmq cffi
qbittorrent-api attrdict packaging requests setuptools six urllib3 / qdldl numpy scipy / qdrant-client grpcio grpcio-tools httpx loguru numpy portalocker protobuf pydantic tqdm typing-extensions urllib3
rapidocr colorlog numpy omegaconf opencv-python opencv-python-headless pillow pyclipper pyyaml requests shapely six tqdm / rasterio affine attrs certifi click click-plugins cligj numpy pyparsing setuptools snuggs
raven contextlib2 / razorpay requests / rdflib isodate pyparsing setuptools six / reactivex typing-extensions / realtime aiohttp dataclasses httpx pydantic python-dateutil typing-extensions websockets / rebulk six
recommonmark commonmark docutils sphinx / redis-py-cluster redis / redis-sentinel-url redis
rembg aiohttp asyncer click fastapi filetype imagehash jsonschema numpy onnxruntime opencv-python-headless pillow pooch pymatting python-multipart scikit-image scipy tqdm uvicorn watchdog
replicate httpx packaging pydantic requests typing-extensions / requests certifi chardet charset-normalizer idna urllib3 / requests-cache appdirs attrs cattrs platformdirs requests url-normalize urllib3
requests-download requests / requests-file requests six / requests-futures futures requests / requests-html bs4 fake-useragent parse pyppeteer pyquery requests w3lib
requests-kerberos cryptography gssapi krb5 pykerberos pyspnego requests / requests-mock requests six / requests-ntlm cryptography ntlm-auth pyspnego requests / requests-toolbelt requests
requirements-parser packaging types-setuptools / resampy cython numba numpy scipy six / resend requests typing-extensions / responses cookies pyyaml requests six toml types-toml urllib3 / retry decorator py
rfc3339-validator six / rich colorama commonmark markdown-it-py pprintpp pygments typing-extensions / rich-rst docutils pygments rich / rlp eth-utils / rlpycairo freetype-py pycairo reportlab
rollbar requests six typing-extensions / rq-dashboard arrow flask redis redis-sentinel-url rq / rq-scheduler croniter crontab freezegun python-dateutil rq / rtree setuptools
ruamel-yaml ruamel-yaml-clib ruamel-yaml-clibz / rule-engine ply python-dateutil / s3fs aiobotocore aiohttp boto3 botocore fsspec six
safety authlib certifi click dparse filelock httpx jinja2 marshmallow nltk packaging pip psutil pydantic requests rich ruamel-yaml safety-schemas setuptools tenacity tomli tomlkit truststore typer typing-extensions urllib3
safety-schemas dparse packaging pydantic ruamel-yaml typing-extensions / scikit-image cloudpickle dask imageio lazy-loader matplotlib networkx numpy packaging pillow pywavelets scipy six tifffile
scout-apm asgiref certifi psutil pyyaml requests urllib3 wrapt / scp paramiko / scramp asn1crypto / scs numpy scipy / secretstorage cryptography jeepney / segno importlib-metadata
sentence-transformers huggingface-hub nltk numpy scikit-learn scipy sentencepiece tokenizers torch torchvision tqdm transformers / service-identity attrs cryptography pyasn1 pyasn1-modules pyopenssl six
setuptools-scm packaging setuptools tomli typing-extensions vcs-versioning / shapely numpy / singledispatch six / slack-bolt slack-sdk / slackclient aiohttp requests six websocket-client
smart-open boto boto3 bz2file requests wrapt / smmap2 smmap / smpplib six
snowflake-connector-python asn1crypto azure-common azure-nspkg azure-storage azure-storage-blob boto3 botocore certifi cffi charset-normalizer cryptography filelock future idna ijson keyring oscrypto packaging platformdirs protobuf pyasn1 pyasn1-modules pycryptodome pycryptodomex pyjwt pyopenssl pytz requests setuptools six sortedcontainers tomlkit typing-extensions urllib3
snowflake-sqlalchemy snowflake-connector-python sqlalchemy / snuggs click numpy pyparsing
solana aiolimiter apischema base58 cachetools construct construct-typing httpx httpx2 jsonrpcclient jsonrpcserver pydantic pynacl requests solders types-cachetools typing-extensions websockets
solders jsonalias typing-extensions / sounddevice cffi / soundfile cffi numpy typing-extensions / soxr numpy
spacy blis catalogue click confection cymem dill jinja2 langcodes murmurhash numpy packaging pathy plac preshed pydantic regex requests setuptools spacy-legacy spacy-loggers srsly thinc tqdm typer typer-slim ujson wasabi weasel
spacy-loggers wasabi / sparsesvd cython scipy / speechrecognition audioop-lts requests standard-aifc typing-extensions
sphinx alabaster babel docutils imagesize importlib-metadata jinja2 packaging pygments requests roman-numerals setuptools six snowballstemmer sphinxcontrib-applehelp sphinxcontrib-devhelp sphinxcontrib-htmlhelp sphinxcontrib-jsmath sphinxcontrib-qthelp sphinxcontrib-serializinghtml sphinxcontrib-websupport tomli
sphinx-autobuild argh colorama livereload pathtools port-for pyyaml sphinx starlette tornado uvicorn watchdog watchfiles websockets / sphinx-bootstrap-theme setuptools
sphinx-copybutton flit setuptools sphinx wheel / sphinx-data-viewer sphinx / sphinx-issues sphinx / sphinx-notfound-page sphinx / sphinx-panels docutils sphinx / sphinx-reredirects sphinx
sphinx-rtd-theme docutils sphinx sphinxcontrib-jquery / sphinx-tabs docutils pygments sphinx / sphinxcontrib-applehelp sphinx / sphinxcontrib-devhelp sphinx / sphinxcontrib-gravizo pbr
sphinxcontrib-htmlhelp sphinx / sphinxcontrib-httpdomain six sphinx / sphinxcontrib-images requests sphinx / sphinxcontrib-jquery setuptools sphinx / sphinxcontrib-mermaid jinja2 pyyaml sphinx
sphinxcontrib-napoleon pockets six / sphinxcontrib-needs jsonschema matplotlib requests requests-file six sphinx sphinx-data-viewer / sphinxcontrib-plantuml sphinx / sphinxcontrib-programoutput docutils sphinx
sphinxcontrib-qthelp sphinx / sphinxcontrib-serializinghtml sphinx / sphinxcontrib-srclinks sphinx / sphinxcontrib-websupport jinja2 sphinx sphinxcontrib-serializinghtml / sqlacodegen inflect sqlalchemy
sqlalchemy-continuum sqlalchemy sqlalchemy-utils / sqlalchemy-json six sqlalchemy sqlalchemy-utils / sqlalchemy-mixins six sqlalchemy typing / sqlalchemy-schemadisplay pillow pydot setuptools sqlalchemy
sqlalchemy-searchable pyparsing sqlalchemy sqlalchemy-utils validators / sqlalchemy-stubs mypy typing-extensions / srsly catalogue / sse-starlette anyio fastapi starlette uvicorn
sshpubkeys cryptography ecdsa pycrypto / stack-data asttokens executing pure-eval / standard-aifc audioop-lts standard-chunk / standard-sunau audioop-lts / statsmodels formulaic numpy packaging pandas patsy scipy
stevedore pbr six / stomp-py docopt docopt-ng websocket-client / stone jinja2 packaging ply six / storage3 deprecation httpx pydantic pyiceberg python-dateutil typing-extensions yarl
structlog six typing-extensions / supafunc httpx strenum / supervisor meld3 setuptools / svglib cssselect2 lxml pillow reportlab rlpycairo tinycss2
swagger-spec-validator importlib-resources jsonschema pyyaml six typing-extensions / sympy mpmath / taskgroup exceptiongroup typing-extensions / telethon async-generator pyaes rsa
tempora jaraco-collections jaraco-context jaraco-functools python-dateutil pytz six typing-extensions
tensorboard absl-py google-auth google-auth-oauthlib grpcio markdown numpy packaging pillow protobuf requests setuptools six tensorboard-data-server tensorboard-plugin-wit werkzeug wheel
tensorflow-cpu absl-py astunparse flatbuffers gast google-pasta grpcio h5py keras libclang ml-dtypes numpy opt-einsum packaging protobuf requests setuptools six termcolor typing-extensions wrapt
tensorflow-estimator absl-py mock numpy six / terminado ptyprocess tornado / terminal-layout backports-shutil-get-terminal-size colorama colored / testfixtures typing-extensions / textblob nltk
textfsm future six / thinc blis catalogue confection cymem cytoolz dill msgpack-numpy msgpack-python murmurhash numpy packaging pathlib plac preshed pydantic setuptools six srsly termcolor tqdm wasabi wrapt
thop torch / threadloop tornado / thrift six / thriftpy ply thriftpy2 / thriftpy2 cython ijson ply six / tifffile imagecodecs-lite numpy / tiktoken regex requests / tinycss2 setuptools webencodings
tinyhtml5 webencodings / tldextract filelock idna requests requests-file setuptools
together aiohttp anyio black click cyclopts detect-agent distro eval-type-backport filelock httpx numpy pillow pyarrow pydantic requests rich sniffio sseclient-py tabulate tomli tqdm typer types-pyyaml typing-extensions
tokenizers huggingface-hub / torchvision numpy pillow six torch / tortoise-orm aiosqlite anyio ciso8601 iso8601 pypika pypika-tortoise pytz tomlkit typing-extensions
tox cachetools chardet colorama filelock packaging platformdirs pluggy py pyproject-api python-discovery setuptools six toml tomli tomli-w typing-extensions virtualenv / traitlets decorator ipython-genutils six
transitions six / transmission-rpc requests typing-extensions yarl / trio async-generator attrs exceptiongroup idna outcome sniffio sortedcontainers
trio-websocket async-generator exceptiongroup ipaddress outcome trio wsaccel wsproto yarl / triton filelock importlib-metadata / ttp-templates pydantic ttp
twisted attrs automat constantly hyperlink incremental pyhamcrest typing-extensions zope-interface / txaio six / typeguard importlib-metadata typing-extensions
typer annotated-doc click pydantic rich shellingham typing-extensions / typer-slim click typer typing-extensions / types-cffi types-setuptools / types-cryptography types-enum34 types-ipaddress
types-paramiko cryptography types-cryptography / types-protobuf types-futures / types-pyopenssl cryptography types-cffi types-cryptography / types-redis cryptography types-pyopenssl
types-requests types-urllib3 urllib3 / typing-extensions typing / typing-inspect mypy-extensions typing typing-extensions / typing-inspection typing-extensions / ua-parser ua-parser-builtins
ultralytics gitpython ipython matplotlib numpy nvidia-ml-py opencv-python pandas pillow polars psutil py-cpuinfo pyyaml requests scipy seaborn thop torch torchvision tqdm ultralytics-platform ultralytics-thop
ultralytics-platform httpx / ultralytics-thop numpy torch / umap-learn numba numpy pynndescent scikit-learn scipy tqdm / undetected-chromedriver requests selenium websockets
unearth httpx httpx2 packaging requests / update-checker requests / uritemplate-py uritemplate / url-normalize future idna six / user-agents ua-parser / userpath click distro / uvicorn-worker gunicorn uvicorn
vbcore backoff bson click psutil pydantic pydantic-settings python-dateutil python-decouple python-dotenv pyyaml / vcs-versioning packaging tomli typing-extensions / vega ipytablewidgets jupyter pandas
virtualenv appdirs distlib filelock packaging platformdirs python-discovery setuptools six typing-extensions / virtualenvwrapper stevedore virtualenv virtualenv-clone / vistir colorama requests six
voluptuous setuptools / vosk cffi requests srt tqdm websockets / w3lib six / wars qrcode / watchdog argh pathtools pyyaml / watchfiles anyio
weasel click cloudpathlib confection httpx packaging pydantic requests smart-open srsly typer typer-slim wasabi
weasyprint cairocffi cairosvg cffi cssselect cssselect2 fonttools html5lib lxml pdfrw pillow pydyf pyphen setuptools tinycss tinycss2 tinyhtml5
weaviate-client authlib certifi deprecation grpcio grpcio-health-checking grpcio-tools httpx packaging protobuf pydantic rdflib requests tqdm validators
web3 aiohttp cytoolz eth-abi eth-account eth-hash eth-keyfile eth-keys eth-rlp eth-tester eth-typing eth-utils ethereum-abi-utils gevent geventhttpclient hexbytes ipfshttpclient jsonschema lru-dict mypy-extensions protobuf pydantic pylru pysha3 pyunormalize requests rlp toolz types-requests typing-extensions websockets
webauthn asn1crypto attrs cattrs cbor2 cryptography future pyasn1 pyasn1-modules pydantic pyopenssl six / webcolors six / webdriver-manager configparser crayons packaging python-dotenv requests tqdm
webob legacy-cgi / webtest beautifulsoup4 six waitress webob / wheel packaging / widgetsnbextension notebook / wordcloud matplotlib numpy pillow / xgboost numpy nvidia-nccl-cu13 scipy
xhtml2pdf arabic-reshaper html5lib pillow pyhanko pyhanko-certvalidator pypdf pypdf2 pypdf3 python-bidi reportlab six svglib / xmlsec lxml pkgconfig / yagmail keyring premailer / yamlloader pyyaml
yamlordereddictloader pyyaml / yaspin termcolor termcolor-whl / yg-lockfile jaraco-functools jaraco-timing tempora zc-lockfile / yt-dlp brotli certifi mutagen pycryptodomex requests urllib3 websockets
zc-lockfile setuptools / zimports flake8-import-order importlib-metadata pyflakes tomli / zipp more-itertools / zmq pyzmq
zope-component setuptools zope-deferredimport zope-deprecation zope-event zope-hookable zope-interface / zope-deferredimport setuptools zope-proxy / zope-deprecation setuptools / zope-hookable setuptools
zstandard cffi
"""
"""Between slashes: a distribution, then what it requires."""

NOTHING = """
aenum aiofiles aiolimiter alabaster alembic-autogenerate-enums anitopy annotated-types anyascii apipkg appdirs applicationinsights apply-defaults appnope argcomplete argh argparse asn1crypto ast-serialize astor
async-generator asyncio asyncio-nats-client asyncpool atomicwrites atpublic attrs audioop-lts autocommand av azure-nspkg backcall backoff backports-asyncio-runner backports-csv backports-datetime-fromisoformat
backports-entry-points-selectable backports-functools-lru-cache backports-lzma backports-shutil-get-terminal-size backports-tarfile backports-zstd base58 beautifulsoup better-exceptions bitarray bjoern
bleach-allowlist blinker blueprint cachebox cached-property cacheout cachy camel-converter catalogue cbor2 cchardet certifi chardet ciso8601 ckzg click cloudpickle colorama colorclass colored colorhash colorlog
configargparse configparser constantly construct contextlib2 cookies couchdb coverage cramjam crashtest crontab cssmin cssselect cursor cvss cx-oracle cymem cython darkdetect dataclasses dbutils debugpy
defusedxml detect-agent dictdiffer dill dirtyjson distlib distro docopt docopt-ng docstring-parser docutils durationpy dyn easyprocess ecs-logging editables entrypoints enum34 envier ephem eth-hash
eval-type-backport events executing fast-bencode fastcache fastecdsa filelock filetype first flask-replicated flatbuffers freetype-py frozendict fsspec func-timeout funcsigs future futures fuzzywuzzy gast
geographiclib git-filter-repo graphviz h11 hashids healthcheck hf-xet hiredis hpack hstspreload html2text htmlmin htmlmin2 htmlminf httptools httpx-sse huey humanfriendly hyperframe ibm-db identify idna ijson
imagesize immutabledict iniconfig installer invoke ipaddress ipython-genutils iso-639 iso639 iso8601 jalali-core javaobj-py3 jeepney jsmin json-logging json2html json5 jsonalias jsonpath jsonpath-python
jsonpickle jsonref jtextfsm jws kafka-python kerberos krb5 lark latex2mathml lazy lazy-importer lazy-object-proxy legacy-cgi libclang lockfile logistro logzero lru-dict lz4 magic-filter markdown2 marko mccabe
mdurl meld3 methoddispatch migrate mistletoe mmh3 mod-wsgi monotonic mpmath msgpack msgpack-python multipart murmurhash mutagen mypy-extensions nab-resolver namex nats-py natsort neobolt nest-asyncio2 netaddr
netifaces-plus netutils newrelic ninja nose nvidia-ml-py nvidia-nccl-cu13 opencensus-context opentelemetry-util-http orderly-set paho-mqtt pamqp pan-python pandocfilters parameterized parse parso pastel
pathable pathlib pathlib-abc pathspec pathtools pbs-installer pdfkit pdfrw pdm-pep517 pem pep562 pep8 phonenumbers pickleshare pika pinecone-plugin-interface pip pkgconfig pkginfo plac platformdirs pluggy ply
poetry-core polars-runtime-32 polib pony port-for portalocker pprintpp priority psutil psycogreen ptyprocess pure-eval py py-cpuinfo py-partiql-parser py-ubjson pyahocorasick pyarrow-hotfix pyaudio pybind11
pycallgraph pyclipper pycodestyle pycomplete pycountry pycparser pycrypto pycryptodome pycryptodomex pycurl pydub pydyf pyelliptic pyflakes pygments pyhumps pyicu pykerberos pylatexenc pylev pylibmagic pylibmc
pylru pymssql pyotp pyparsing pyperclip pyphen pypika-tortoise pyqt6-sip pyserial pysha3 pysocks pytest-runner python-barcode python-decouple python-gnupg python-http-client python-magic-bin python-statemachine
python2-pythondialog pytokens pytoml pyttsx3 pytzdata pyunormalize pywin32 pyyaml-ft pyzbar rapidfuzz ratelimit rcssmin read-env resolvelib rfc3986 rfc3986-validator rfc3987 rfc8785 roman-numerals roundrobin
ruamel-yaml-clib ruamel-yaml-clibz ruff rx safetensors scapy schedule scrypt secure selectors2 semantic-version semver send2trash setproctitle setuptools sh shellingham shortuuid simplegeneric simplejson
simplekv simpy six sklearn slack-sdk slimurl smartypants smmap sniffio snowballstemmer socksio sortedcontainers spacy-legacy sphinxcontrib-jsmath sqlparse srt sseclient-py standard-chunk starkbank-ecdsa
static-parameters statsd strenum striprtf syslog-rfc5424-formatter tensorboard-data-server tensorboard-plugin-wit termcolor termcolor-whl terminal terminaltables testpath tinycss tinydb tinytag toml tomli
tomli-w tomlkit toolz toposort trove-classifiers truststore ttp types-awscrt types-cachetools types-contextvars types-dataclasses types-deprecated types-enum34 types-futures types-ipaddress types-pyrfc3339
types-python-dateutil types-pytz types-pyyaml types-setuptools types-six types-tabulate types-toml types-urllib3 typing typing-utils ua-parser-builtins ujson umalqurra unicodecsv uri-template uritools urllib3
uuid-utils uv validate-email virtualenv-clone wand wasabi wcwidth whoosh win-inet-pton wsaccel xlrd xlwt xvfbwrapper xxhash xyzservices zhconv zhon zlib-ng zopfli zxcvbn
"""
"""Distributions that require nothing."""
