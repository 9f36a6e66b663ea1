"""The names in modules of libraries that applications import most, and the modules of these libraries: all that several releases of each have, private ones left out; and what their classes give (``flask_sqlalchemy.SQLAlchemy().session``).

Read out of Flask 1.1, 2.2 and 3.1, SQLAlchemy 1.3, 1.4 and 2.1, Flask-SQLAlchemy 2.4, 2.5 and 3.1, Alembic 1.4 and 1.20, WTForms 2.2, 3.0 and 3.2, Werkzeug 0.16, 2.2 and 3.1, what else their
time had beside them, and the standard libraries of Python 3.9, 3.11 and 3.13.
"""

from __future__ import annotations

EXPORTS: dict[str, str] = {
    "alembic": (
        "autogenerate command config context ddl environment ext migration op operations plugins runtime script sys util "
    ),
    "alembic.context": (
        "EnvironmentContext begin_transaction config configure create_module_class_proxy execute get_bind get_context get_head_revision get_head_revisions get_impl get_revision_argument get_starting_revision_argument get_tag_argument "
        "get_x_argument is_offline_mode is_transactional_ddl requires_connection run_migrations script static_output "
    ),
    "alembic.op": (
        "Operations add_column alter_column batch_alter_table bulk_insert context create_check_constraint create_exclude_constraint create_foreign_key create_index create_module_class_proxy create_primary_key create_table "
        "create_table_comment create_unique_constraint drop_column drop_constraint drop_index drop_table drop_table_comment execute f get_bind get_context implementation_for inline_literal invoke register_operation rename_table run_async "
    ),
    "collections": ("ChainMap Counter OrderedDict UserDict UserList UserString abc defaultdict deque namedtuple "),
    "datetime": ("MAXYEAR MINYEAR UTC date datetime datetime_CAPI sys time timedelta timezone tzinfo "),
    "decimal": (
        "BasicContext Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple DefaultContext DivisionByZero DivisionImpossible DivisionUndefined ExtendedContext FloatOperation HAVE_CONTEXTVAR HAVE_THREADS Inexact "
        "InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal Underflow getcontext "
        "localcontext setcontext "
    ),
    "dotenv": (
        "Any IS_TYPE_CHECKING Optional compat dotenv_values find_dotenv get_cli_string get_key load_dotenv load_ipython_extension main parser set_key unset_key variables "
    ),
    "enum": (
        "CONFORM CONTINUOUS DynamicClassAttribute EJECT Enum EnumCheck EnumDict EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP MappingProxyType NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto bin bltns global_enum "
        "global_enum_repr global_flag_repr global_str member nonmember pickle_by_enum_name pickle_by_global_name property reduce show_flag_values sys unique verify "
    ),
    "flask": (
        "Blueprint Config Flask Markup Request Response abort after_this_request annotations app appcontext_popped appcontext_pushed appcontext_tearing_down before_render_template blueprints cli config copy_current_request_context ctx "
        "current_app escape flash g get_flashed_messages get_template_attribute globals got_request_exception has_app_context has_request_context helpers json json_available jsonify logging make_response message_flashed redirect "
        "render_template render_template_string request request_finished request_started request_tearing_down safe_join sansio scaffold send_file send_from_directory session sessions signals signals_available stream_template "
        "stream_template_string stream_with_context t template_rendered templating typing url_for wrappers "
    ),
    "flask.Flask().config": (
        "clear copy from_envvar from_file from_json from_mapping from_object from_prefixed_env from_pyfile fromkeys get get_namespace items keys pop popitem root_path setdefault update values "
    ),
    "flask.cli": (
        "AppGroup CertParamType DispatchingApp F FlaskGroup Lock ModuleType NoAppException ParameterSource ScriptInfo SeparatedPathType Thread annotations ast attrgetter cabc call_factory cli click current_app dotenv find_app_by_string "
        "find_best_app get_debug_flag get_env get_load_dotenv get_version getargspec import_string importlib inspect is_running_from_reloader itemgetter itervalues load_dotenv locate_app main os pass_script_info platform prepare_import "
        "print_function re reraise routes_command run_command run_simple shell_command show_server_banner ssl sys t text_type traceback update_wrapper version_option with_appcontext "
    ),
    "flask.json": (
        "JSONDecoder JSONEncoder Markup PY2 annotations codecs current_app dataclasses date datetime detect_encoding dump dumps htmlsafe_dump htmlsafe_dumps http_date io jsonify load loads provider request t tag text_type tojson_filter "
        "uuid "
    ),
    "flask.views": (
        "F MethodView MethodViewType View annotations current_app ft http_method_funcs request t with_metaclass "
    ),
    "flask_bcrypt": (
        "Bcrypt absolute_import bcrypt check_password_hash generate_password_hash hashlib hmac print_function "
    ),
    "flask_caching": (
        "Any BaseCache BaseSerializer Cache CachedResponse Callable Concatenate Flask HTTPException Iterable Markup Optional OrderedDict P P2 ParamSpec Protocol R Response SUPPORTED_HASH_FUNCTIONS SimpleCache T "
        "TEMPLATE_FRAGMENT_KEY_TEMPLATE T_co T_contra Tuple TypeAlias TypeVar Union VERSION_TIMEOUT backends base64 cache_memoize_hit cache_memoize_miss cache_view_hit cache_view_miss cast contrib current_app delchars function_namespace "
        "functools g get_arg_default get_arg_names get_id hashlib import_string inspect join_generator logger logging make_template_fragment_key normalize_timeout null_control overload query_args_as_pairs request signals string url_for "
        "utils uuid valid_chars wants_args wants_extra_args warnings "
    ),
    "flask_cors": (
        "CORS NullHandler PackageNotFoundError core cross_origin decorator extension logging rootlogger version "
    ),
    "flask_jwt_extended": (
        "JWTManager config create_access_token create_refresh_token current_user decode_token default_callbacks exceptions fresh_jwt_required get_csrf_token get_current_user get_jti get_jwt get_jwt_claims get_jwt_header get_jwt_identity "
        "get_jwt_request_location get_raw_jwt get_raw_jwt_header get_unverified_jwt_headers internal_utils jwt_manager jwt_optional jwt_refresh_token_required jwt_required set_access_cookies set_refresh_cookies tokens typing "
        "unset_access_cookies unset_jwt_cookies unset_refresh_cookies utils verify_fresh_jwt_in_request verify_jwt_in_request verify_jwt_in_request_optional verify_jwt_refresh_token_in_request view_decorators "
    ),
    "flask_limiter": (
        "ApplicationLimit ExemptionScope HeaderNames Limit Limiter MetaLimit RateLimitExceeded RequestLimit RouteLimit annotations constants errors util "
    ),
    "flask_login": (
        "AUTH_HEADER_NAME AnonymousUserMixin COOKIE_DURATION COOKIE_HTTPONLY COOKIE_NAME COOKIE_SECURE FlaskLoginClient ID_ATTRIBUTE LOGIN_MESSAGE LOGIN_MESSAGE_CATEGORY LoginManager REFRESH_MESSAGE REFRESH_MESSAGE_CATEGORY UserMixin "
        "config confirm_login current_user decode_cookie encode_cookie fresh_login_required login_fresh login_manager login_remembered login_required login_url login_user logout_user make_next_param mixins session_protected set_login_view "
        "signals test_client user_accessed user_loaded_from_cookie user_loaded_from_header user_loaded_from_request user_logged_in user_logged_out user_login_confirmed user_needs_refresh user_unauthorized utils "
    ),
    "flask_login.UserMixin()": ("get_id is_active is_anonymous is_authenticated "),
    "flask_mail": (
        "Attachment BadHeaderError Connection Flask FlaskMailUnicodeDecodeError Header MIMEBase MIMEMultipart MIMEText Mail Message TracebackType annotations blinker c charset contextmanager current_app email_dispatched encode_base64 "
        "force_text formataddr formatdate guess_type make_msgid parseaddr policy re sanitize_address sanitize_addresses sanitize_subject signals smtplib t time unicodedata warnings "
    ),
    "flask_marshmallow": (
        "EXTENSION_NAME Marshmallow Schema base_fields exceptions fields flask_sqlalchemy has_sqla pprint schema sqla typing warnings "
    ),
    "flask_migrate": (
        "AlembicConfig CommandError Config FakeCommand Manager Migrate MigrateCommand alembic_version argparse branches catch_errors check command current current_app downgrade edit g heads history init list_templates log logging merge "
        "migrate os revision show stamp sys upgrade wraps "
    ),
    "flask_restful": (
        "Api DEFAULT_REPRESENTATIONS HTTPException Headers InternalServerError Mapping MethodNotAllowed MethodType MethodView NotAcceptable NotFound OrderedDict Resource ResponseBase abort absolute_import current_app got_request_exception "
        "http_status_message marshal marshal_with marshal_with_field operator original_flask_abort original_flask_make_response output_json partial representations request sys unpack url_for utils wraps "
    ),
    "flask_socketio": (
        "ConnectionRefusedError DebuggedApplication Namespace SessionMixin SocketIO SocketIOTestClient call close_room disconnect emit flask flask_json gevent_socketio_found has_request_context join_room leave_room namespace os rooms "
        "run_with_reloader send socketio sys test_client wraps "
    ),
    "flask_sqlalchemy": (
        "BaseQuery DeclarativeMeta DefaultMeta FSADeprecationWarning Lock Model Namespace Pagination SQLAlchemy SessionBase SignallingSession UnmappedClassError abort absolute_import annotations before_models_committed ceil current_app "
        "declarative_base event extension functools get_debug_queries get_state inspect itemgetter itervalues make_url model models_committed orm os pagination query request session sqlalchemy string_types sys t table time utils warnings "
        "xrange "
    ),
    "flask_sqlalchemy.SQLAlchemy()": (
        "Model app apply_driver_hacks apply_pool_defaults create_all create_scoped_session drop_all engines first_or_404 get_app get_binds get_engine get_or_404 get_tables_for_bind init_app make_connector make_declarative_base metadata "
        "metadatas one_or_404 paginate reflect use_native_unicode "
    ),
    "flask_sqlalchemy.SQLAlchemy().Model()": ("id metadata query query_class registry "),
    "flask_sqlalchemy.SQLAlchemy().session": (
        "add add_all autocommit autoflush begin begin_nested bind binds bulk_insert_mappings bulk_save_objects bulk_update_mappings close close_all commit configure connection delete delete_all deleted dirty execute "
        "execution_options expire expire_all expunge expunge_all flush get get_bind get_one identity_key identity_map info is_active is_modified merge merge_all new no_autoflush object_session query query_property refresh "
        "registry remove reset rollback scalar scalars session_factory "
    ),
    "flask_sqlalchemy.SQLAlchemy().session.query()": (
        "add_column add_columns add_entity all allows_lambda apply_labels as_scalar autoflush bind column_descriptions correlate count cte delete distinct enable_assertions enable_eagerloads except_ except_all execute "
        "execution_options exists filter filter_by first first_or_404 from_self from_statement get get_children get_execution_options get_label_style get_or_404 group_by having instances intersect intersect_all is_delete is_dml "
        "is_from_statement is_insert is_select is_single_entity is_text is_update join label lazy_loaded_from limit load_options merge_result offset one one_or_404 one_or_none only_return_tuples options order_by outerjoin "
        "paginate params populate_existing prefix_with reset_joinpoint scalar scalar_subquery select_entity_from select_from selectable session set_label_style slice statement subquery suffix_with supports_execution tuples union "
        "union_all update uses_inspection value values where whereclause with_entities with_for_update with_hint with_labels with_lockmode with_parent with_polymorphic with_session with_statement_hint with_transformation "
        "yield_per "
    ),
    "flask_sqlalchemy.SQLAlchemy().session.scalars()": (
        "all close closed fetchall fetchmany first one one_or_none partitions unique yield_per "
    ),
    "flask_wtf": (
        "CSRFProtect CsrfProtect FlaskForm Form Recaptcha RecaptchaField RecaptchaWidget absolute_import csrf fields form recaptcha validators widgets "
    ),
    "flask_wtf.FlaskForm()": (
        "Meta SECRET_KEY TIME_LIMIT csrf_enabled csrf_token data errors form_errors generate_csrf_token hidden_tag is_submitted meta populate_obj post_process process validate validate_csrf_token validate_on_submit "
    ),
    "flask_wtf.csrf": (
        "BadData BadRequest Blueprint CSRF CSRFError CSRFProtect CsrfProtect FlaskWTFDeprecationWarning Markup SignatureExpired URLSafeTimedSerializer ValidationError csrf_meta_tag current_app escape g generate_csrf hashlib hmac logger "
        "logging os request safe_str_cmp same_origin session string_types urlparse validate_csrf warnings wraps "
    ),
    "flask_wtf.file": (
        "BytesIO DataRequired FileAllowed FileField FileRequired FileSize FileStorage FlaskWTFDeprecationWarning MultipleFileField SEEK_END StopValidation ValidationError abc file_allowed file_required file_size warnings "
    ),
    "functools": (
        "GenericAlias RLock WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key get_cache_token lru_cache namedtuple partial partialmethod recursive_repr reduce singledispatch singledispatchmethod total_ordering "
        "update_wrapper wraps "
    ),
    "hashlib": (
        "algorithms_available algorithms_guaranteed blake2b blake2s file_digest md5 new pbkdf2_hmac scrypt sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512 shake_128 shake_256 "
    ),
    "json": (
        "JSONDecodeError JSONDecoder JSONEncoder codecs decoder detect_encoding dump dumps encoder load loads scanner "
    ),
    "logging": (
        "BASIC_FORMAT BufferingFormatter CRITICAL DEBUG ERROR FATAL FileHandler Filter Filterer Formatter GenericAlias Handler INFO LogRecord Logger LoggerAdapter Manager NOTSET NullHandler PercentStyle PlaceHolder RootLogger "
        "StrFormatStyle StreamHandler StringTemplateStyle Template WARN WARNING addLevelName atexit basicConfig captureWarnings collections critical currentframe debug disable error exception fatal getHandlerByName getHandlerNames "
        "getLevelName getLevelNamesMapping getLogRecordFactory getLogger getLoggerClass info io lastResort log logAsyncioTasks logMultiprocessing logProcesses logThreads makeLogRecord os raiseExceptions re root setLogRecordFactory "
        "setLoggerClass shutdown sys threading time traceback warn warning warnings weakref "
    ),
    "marshmallow": (
        "EXCLUDE INCLUDE LooseVersion RAISE Schema SchemaOpts ValidationError Version annotations base class_registry constants decorators error_store exceptions fields missing orderedset post_dump post_load pprint pre_dump pre_load schema "
        "types utils validate validates validates_schema warnings "
    ),
    "os": (
        "DirEntry GenericAlias Mapping MutableMapping PathLike abc abort access altsep chdir chmod chown chroot close closerange confstr confstr_names copy_file_range cpu_count ctermid curdir defpath device_encoding devnull dup dup2 "
        "environ environb error eventfd eventfd_read eventfd_write execl execle execlp execlpe execv execve execvp execvpe extsep fchdir fchmod fchown fdatasync fdopen fork forkpty fpathconf fsdecode fsencode fspath fstat fstatvfs fsync "
        "ftruncate fwalk get_blocking get_exec_path get_inheritable get_terminal_size getcwd getcwdb getcwdu getegid getenv getenvb geteuid getgid getgrouplist getgroups getloadavg getlogin getpgid getpgrp getpid getppid getpriority getrandom "
        "getresgid getresuid getsid getuid getxattr grantpt initgroups isatty kill killpg lchown linesep link listdir listxattr lockf login_tty lseek lstat major makedev makedirs memfd_create minor mkdir mkfifo mknod name nice open openpty "
        "pardir path pathconf pathconf_names pathsep pidfd_open pipe pipe2 popen posix_fadvise posix_fallocate posix_openpt posix_spawn posix_spawnp pread preadv process_cpu_count ptsname putenv pwrite pwritev read readlink readv "
        "register_at_fork remove removedirs removexattr rename renames replace rmdir scandir sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler sched_param sched_rr_get_interval "
        "sched_setaffinity sched_setparam sched_setscheduler sched_yield sendfile sep set_blocking set_inheritable setegid seteuid setgid setgroups setns setpgid setpgrp setpriority setregid setresgid setresuid setreuid setsid setuid "
        "setxattr spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe splice st stat stat_result statvfs statvfs_result strerror supports_bytes_environ supports_dir_fd supports_effective_ids supports_fd supports_follow_symlinks "
        "symlink sync sys sysconf sysconf_names system tcgetpgrp tcsetpgrp terminal_size timerfd_create timerfd_gettime timerfd_gettime_ns timerfd_settime timerfd_settime_ns times times_result truncate ttyname umask uname uname_result "
        "unlink unlockpt unsetenv unshare urandom utime wait wait3 wait4 waitid waitid_result waitpid waitstatus_to_exitcode walk write writev "
    ),
    "pathlib": (
        "EBADF EINVAL ELOOP ENOENT ENOTDIR Path PosixPath PurePath PurePosixPath PureWindowsPath S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISLNK S_ISREG S_ISSOCK Sequence UnsupportedOperation WindowsPath attrgetter fnmatch functools io nt ntpath "
        "os posixpath re supports_symlinks sys urlquote_from_bytes warnings "
    ),
    "random": (
        "BPF LOG4 NV_MAGICCONST RECIP_BPF Random SG_MAGICCONST SystemRandom TWOPI betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate main normalvariate paretovariate randbytes "
        "randint random randrange sample seed setstate shuffle triangular uniform vonmisesvariate weibullvariate "
    ),
    "re": (
        "A ASCII DEBUG DOTALL I IGNORECASE L LOCALE M MULTILINE Match NOFLAG Pattern PatternError RegexFlag S Scanner T TEMPLATE U UNICODE VERBOSE X compile copyreg enum error escape findall finditer fullmatch functools match purge search "
        "split sre_compile sre_parse sub subn template "
    ),
    "secrets": (
        "DEFAULT_ENTROPY SystemRandom base64 binascii choice compare_digest randbelow randbits token_bytes token_hex token_urlsafe "
    ),
    "smtplib": (
        "CRLF LMTP LMTP_PORT OLDSTYLE_AUTH SMTP SMTPAuthenticationError SMTPConnectError SMTPDataError SMTPException SMTPHeloError SMTPNotSupportedError SMTPRecipientsRefused SMTPResponseException SMTPSenderRefused SMTPServerDisconnected "
        "SMTP_PORT SMTP_SSL SMTP_SSL_PORT bCRLF base64 copy datetime email encode_base64 hmac io quoteaddr quotedata re socket ssl sys "
    ),
    "sqlalchemy": (
        "ARRAY AdaptedConnection AggregateOrderBy Alias AliasedReturnsRows Any AssertionPool AsyncAdaptedQueuePool BIGINT BINARY BLANK_SCHEMA BLOB BOOLEAN BaseDDLElement BaseRow BigInteger Binary BinaryExpression BindParameter BindTyping "
        "Boolean BooleanClauseList CHAR CLOB CTE CacheKey Case Cast CheckConstraint CheckFirst ChunkedIteratorResult ClauseElement ClauseList CollectionAggregate Column ColumnClause ColumnCollection ColumnDefault ColumnElement "
        "ColumnExpressionArgument ColumnOperators Compiled CompoundSelect Computed Connection Constraint CreateEnginePlugin CreateTable CreateTableAs CreateView CursorResult DATE DATETIME DDL DDLElement DECIMAL DOUBLE DOUBLE_PRECISION Date "
        "DateTime DefaultClause Delete Dialect Double DropTable DropView Engine Enum ExceptionContext Executable ExecutableDDLElement ExecutionContext Exists Extract FLOAT False_ FetchedValue Float ForeignKey ForeignKeyConstraint "
        "ForeignKeyTarget FrameClause FrameClauseType FromClause FromGrouping FrozenResult Function FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes INT INTEGER Identity IdentityOptions Index Insert "
        "Inspector Integer Interval IteratorResult JSON Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label LambdaElement LargeBinary Lateral MappingResult MergedResult MetaData "
        "NCHAR NUMERIC NVARCHAR Named NestedTransaction NotNullable Null NullPool Nullable Numeric NumericCommon Operators OrderByList Over PassiveDefault PickleType Pool PoolProxiedConnection PoolResetState PrimaryKeyConstraint QueuePool "
        "REAL ReleaseSavepointClause Result ResultProxy ReturnsRows RollbackToSavepointClause RootTransaction Row RowMapping SMALLINT SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select SelectBase SelectLabelStyle "
        "Selectable Sequence SingletonThreadPool SmallInteger StatementLambdaElement StaticPool String Subquery TEXT TIME TIMESTAMP TString Table TableClause TableSample TableValuedAlias TableValuedColumn Text TextAsFrom TextClause "
        "TextualSelect ThreadLocalMetaData Time Transaction True_ TryCast Tuple TupleType TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler TypeDecorator TypedColumns URL UUID UnaryExpression Unicode UnicodeText UniqueConstraint "
        "Update UpdateBase Uuid VARBINARY VARCHAR Values ValuesBase Visitable WithinGroup aggregate_order_by alias all_ and_ annotations any_ asc between bindparam bitwise_not case cast cimmutabledict collate column connectors cprocessors "
        "create_engine create_mock_engine create_pool_from_url cresultproxy cte custom_op cutils delete desc dialects distinct engine engine_from_config event events exc except_ except_all exists ext extract false from_dml_column func "
        "funcfilter future insert insert_sentinel inspect inspection interfaces intersect intersect_all join label lambda_stmt lateral literal literal_column log make_url modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ "
        "orm outerjoin outparam over pool processors quoted_name result_tuple schema select sql subquery table tablesample text true try_cast tstring tuple_ type_coerce types union union_all update util values within_group "
    ),
    "sqlalchemy.exc": (
        "AmbiguousColumnError AmbiguousForeignKeysError Any ArgumentError AwaitRequired Base20DeprecationWarning CircularDependencyError CompileError ConstraintColumnNotFoundError DBAPIError DataError DatabaseError DisconnectionError "
        "DontWrapMixin DuplicateColumnError EmulatedDBAPIException HasDescriptionCode IdentifierError IllegalStateChangeError IntegrityError InterfaceError InternalError InvalidRequestError InvalidatePoolError LegacyAPIWarning List "
        "MissingGreenlet MovedIn20Warning MultipleResultsFound NoDBAPILoaded NoForeignKeysError NoInspectionAvailable NoReferenceError NoReferencedColumnError NoReferencedTableError NoResultFound NoSuchColumnError NoSuchModuleError "
        "NoSuchTableError NotSupportedError ObjectNotExecutableError OperationalError Optional PendingRollbackError ProgrammingError RemovedIn20Warning ResourceClosedError SADeprecationWarning SAPendingDeprecationWarning SATestSuiteWarning "
        "SAWarning SQLAlchemyError StatementError TimeoutError Tuple Type UnboundExecutionError Union UnmappedColumnError UnreflectableTableError UnsupportedCompilationError annotations compat overload typing "
    ),
    "sqlalchemy.orm": (
        "AliasOption Any AppenderQuery AttributeEvent AttributeEventToken AttributeEvents AttributeExtension AttributeState Bundle CascadeOptions ClassManager ColumnProperty ComparableProperty Composite CompositeProperty DeclarativeBase "
        "DeclarativeBaseNoMeta DeclarativeMeta DictBundle DynamicMapped EXT_CONTINUE EXT_SKIP EXT_STOP FromStatement IdentityMap InspectionAttr InspectionAttrExtensionType InspectionAttrInfo InstanceEvents InstanceState "
        "InstrumentationEvents InstrumentedAttribute KeyFuncDict Load LoaderCallableStatus LoaderCriteriaOption MANYTOMANY MANYTOONE Mapped MappedAsDataclass MappedClassProtocol MappedCollection MappedColumn MappedSQLExpression Mapper "
        "MapperEvents MapperExtension MapperProperty NOT_EXTENSION NO_KEY NO_VALUE NotExtension ONETOMANY ORMDescriptor ORMExecuteState PassiveFlag PropComparator Query QueryContext QueryEvents QueryPropertyDescriptor QueryableAttribute "
        "RegistryEvents Relationship RelationshipDirection RelationshipProperty SQLORMExpression Session SessionEvents SessionExtension SessionTransaction SessionTransactionOrigin Synonym SynonymProperty TypeResolve UOWTransaction Unmapped "
        "UserDefinedOption WriteOnlyCollection WriteOnlyMapped add_mapped_attribute aliased annotations as_declarative as_typed_table attribute_keyed_dict attribute_mapped_collection attributes backref base bulk_persistence class_mapper "
        "clear_mappers close_all_sessions clsregistry collections column_keyed_dict column_mapped_collection column_property comparable_property compile_mappers composite configure_mappers contains_alias contains_eager context "
        "create_session decl_api decl_base declarative_base declarative_mixin declared_attr defaultload defer deferred dependency deprecated_interfaces descriptor_props dynamic dynamic_loader eagerload eagerload_all evaluator events exc "
        "foreign has_inherited_table identity immediateload instrumentation interfaces join joinedload joinedload_all keyfunc_mapping lazyload lazyload_all load_only loading make_transient make_transient_to_detached mapped_as_dataclass "
        "mapped_collection mapped_column mapper mapperlib merge_frozen_result merge_result noload object_mapper object_session orm_insert_sentinel outerjoin path_registry persistence polymorphic_union properties public_factory query "
        "query_expression raiseload reconstructor registry relation relationship relationships remote scoped_session scoping selectin_polymorphic selectinload selectinload_all session sessionmaker state state_changes strategies "
        "strategy_options subqueryload subqueryload_all sync synonym synonym_for undefer undefer_group unitofwork unmapped_column unmapped_dataclass util validates was_deleted with_expression with_loader_criteria with_parent "
        "with_polymorphic writeonly "
    ),
    "sqlalchemy.orm.DeclarativeBase()": ("metadata registry type_annotation_map "),
    "sqlalchemy.select()": (
        "add_columns add_cte alias allows_lambda append_column append_correlation append_from append_group_by append_having append_order_by append_prefix append_whereclause apply_labels apply_syntax_extension_point argument_for "
        "as_scalar autocommit bind c column column_descriptions columns columns_clause_froms compare compile correlate correlate_except correspond_on_equivalents corresponding_column count create_legacy_select cte description "
        "dialect_kwargs dialect_options distinct entity_namespace except_ except_all execute execution_options exists exported_columns fetch filter filter_by for_update foreign_keys from_statement froms get_children "
        "get_dialect_option get_execution_options get_final_froms get_label_style group_by having inherit_cache inner_columns intersect intersect_all into is_clause_element is_delete is_derived_from is_dml is_from_statement "
        "is_insert is_select is_selectable is_text is_update join join_from kwargs label lateral limit locate_all_froms name_cte_columns named_with_column offset options order_by outerjoin outerjoin_from params prefix_with "
        "primary_key reduce_columns reflect_only_elements replace_selectable scalar scalar_subquery schema select select_from selectable selected_columns self_group set_label_style slice stringify_dialect subquery suffix_with "
        "supports_execution tablesample type union union_all unique_params use_labels uses_inspection where whereclause with_for_update with_hint with_only_columns with_statement_hint "
    ),
    "sys": (
        "abiflags activate_stack_trampoline addaudithook api_version argv audit base_exec_prefix base_prefix breakpointhook builtin_module_names byteorder call_tracing copyright deactivate_stack_trampoline displayhook dont_write_bytecode "
        "exc_info excepthook exception exec_prefix executable exit flags float_info float_repr_style get_asyncgen_hooks get_coroutine_origin_tracking_depth get_int_max_str_digits getallocatedblocks getdefaultencoding getdlopenflags "
        "getfilesystemencodeerrors getfilesystemencoding getprofile getrecursionlimit getrefcount getsizeof getswitchinterval gettrace getunicodeinternedsize hash_info hexversion implementation int_info intern is_finalizing "
        "is_stack_trampoline_active maxsize maxunicode meta_path modules monitoring orig_argv path path_hooks path_importer_cache platform platlibdir prefix pycache_prefix set_asyncgen_hooks set_coroutine_origin_tracking_depth "
        "set_int_max_str_digits setdlopenflags setprofile setrecursionlimit setswitchinterval settrace stderr stdin stdlib_module_names stdout thread_info unraisablehook version version_info warnoptions "
    ),
    "time": (
        "CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_TAI CLOCK_THREAD_CPUTIME_ID altzone asctime clock_getres clock_gettime clock_gettime_ns clock_settime clock_settime_ns ctime daylight "
        "get_clock_info gmtime localtime mktime monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns pthread_getcpuclockid sleep strftime strptime struct_time thread_time thread_time_ns time time_ns timezone "
        "tzname tzset "
    ),
    "typing": (
        "ABCMeta AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString CT_co Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine "
        "Counter DefaultDict Deque Dict EXCLUDED_ATTRIBUTES Final ForwardRef FrozenSet Generator Generic GenericAlias Hashable IO ItemsView Iterable Iterator KT KeysView List Literal LiteralString Mapping MappingView Match "
        "MethodDescriptorType MethodWrapperType MutableMapping MutableSequence MutableSet NamedTuple NamedTupleMeta Never NewType NoDefault NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol "
        "ReadOnly Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound T TYPE_CHECKING T_co T_contra Text TextIO Tuple Type TypeAlias TypeAliasType "
        "TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack VT VT_co V_co ValuesView WrapperDescriptorType abstractmethod assert_never assert_type cast clear_overloads collections contextlib copyreg dataclass_transform "
        "defaultdict final functools get_args get_origin get_overloads get_protocol_members get_type_hints io is_protocol is_typeddict no_type_check no_type_check_decorator operator overload override re reveal_type runtime_checkable "
        "stdlib_re sys types warnings "
    ),
    "uuid": (
        "Enum NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 RESERVED_FUTURE RESERVED_MICROSOFT RESERVED_NCS RFC_4122 SafeUUID UUID bytes_ getnode int_ main os platform sys uuid1 uuid3 uuid4 uuid5 "
    ),
    "werkzeug": (
        "Aborter Accept AcceptMixin ArgumentValidationError Authorization AuthorizationMixin BaseRequest BaseResponse CallbackDict CharsetAccept Client ClosingIterator CombinedMultiDict CommonRequestDescriptorsMixin "
        "CommonResponseDescriptorsMixin DebuggedApplication DispatcherMiddleware ETagRequestMixin ETagResponseMixin ETags EnvironBuilder EnvironHeaders FileMultiDict FileStorage FileWrapper HTMLBuilder HTTP_STATUS_CODES HeaderSet Headers "
        "Href ImmutableDict ImmutableList ImmutableMultiDict ImmutableOrderedMultiDict ImmutableTypeConversionDict LanguageAccept LimitedStream Local LocalManager LocalProxy LocalStack MIMEAccept MultiDict OrderedMultiDict Request "
        "RequestCacheControl Response ResponseCacheControl ResponseStreamMixin SharedDataMiddleware TypeConversionDict UserAgent UserAgentMixin WWWAuthenticate WWWAuthenticateMixin _easteregg abort append_slash_redirect bind_arguments "
        "cached_property check_password_hash cookie_date create_environ datastructures dump_cookie dump_header dump_options_header environ_property escape exceptions extract_path_info find_modules format_string formparser generate_etag "
        "generate_password_hash get_current_url get_host header_property html http http_date import_string iri_to_uri is_entity_header is_hop_by_hop_header is_resource_modified make_line_iter parse_accept_header parse_authorization_header "
        "parse_cache_control_header parse_cookie parse_date parse_dict_header parse_etags parse_form_data parse_list_header parse_options_header parse_set_header parse_www_authenticate_header peek_path_info pop_path_info quote_etag "
        "quote_header_value redirect release_local remove_entity_headers remove_hop_by_hop_headers responder routing run_simple run_wsgi_app sansio secure_filename security serving test test_app unescape unquote_etag unquote_header_value "
        "uri_to_iri url_decode url_encode url_fix url_quote url_quote_plus url_unquote url_unquote_plus urls user_agent utils validate_arguments wrap_file wrappers wsgi xhtml "
    ),
    "werkzeug.exceptions": (
        "Aborter BadGateway BadHost BadRequest BadRequestKeyError ClientDisconnected Conflict ExpectationFailed FailedDependency Forbidden GatewayTimeout Gone HTTPException HTTPVersionNotSupported ImATeapot InternalServerError "
        "LengthRequired Locked Markup MethodNotAllowed MisdirectedRequest NotAcceptable NotFound NotImplemented PreconditionFailed PreconditionRequired RequestEntityTooLarge RequestHeaderFieldsTooLarge RequestTimeout RequestURITooLarge "
        "RequestedRangeNotSatisfiable SecurityError ServiceUnavailable TooManyRequests Unauthorized UnavailableForLegalReasons UnprocessableEntity UnsupportedMediaType abort annotations datetime default_exceptions escape "
        "implements_to_string integer_types iteritems sys t text_type "
    ),
    "werkzeug.middleware.proxy_fix": ("ProxyFix annotations parse_list_header t warnings "),
    "werkzeug.security": (
        "DEFAULT_PBKDF2_ITERATIONS PY2 SALT_CHARS Struct SystemRandom annotations check_password_hash codecs gen_salt generate_password_hash hashlib hmac izip os pbkdf2_bin pbkdf2_hex posixpath range_type safe_join safe_str_cmp secrets t "
        "text_type to_bytes to_native "
    ),
    "werkzeug.utils": (
        "ArgumentValidationError CombinedMultiDict EnvironHeaders HTMLBuilder Headers ImportStringError MultiDict NotFound PY2 RequestedRangeNotSatisfiable adler32 annotations append_slash_redirect bind_arguments cached_property codecs "
        "datetime detect_utf_encoding dump_cookie environ_property escape find_modules format_string get_content_type header_property html import_string io iteritems mimetypes name2codepoint os parse_cookie pkgutil quote re redirect "
        "reraise safe_join secure_filename send_file send_from_directory string_types sys t text_type time unescape unichr unicodedata url_quote validate_arguments wrap_file xhtml "
    ),
    "wtforms": (
        "BooleanField ButtonField Choice ColorField DataList DataListChoice DateField DateTimeField DateTimeLocalField DecimalField DecimalRangeField EmailField Field FieldList FileField Flags FloatField Form FormField HiddenField "
        "IntegerField IntegerRangeField Label MonthField MultipleFileField PasswordField RadioField SearchField SelectChoice SelectField SelectFieldBase SelectMultipleField StringField SubmitField TelField TextAreaField TextField TimeField "
        "URLField ValidationError WeekField choices compat core csrf datalist datetime enum_datalist fields form i18n list meta numeric simple utils validators widgets "
    ),
    "wtforms.Form()": (
        "Meta data errors form_errors generate_csrf_token meta populate_obj post_process process validate "
    ),
    "wtforms.fields": (
        "BooleanField ButtonField Choice ColorField DateField DateTimeField DateTimeLocalField DecimalField DecimalRangeField EmailField Field FieldList FileField Flags FloatField FormField HiddenField IntegerField IntegerRangeField Label "
        "MonthField MultipleFileField PasswordField RadioField SearchField SelectChoice SelectField SelectFieldBase SelectMultipleField StringField SubmitField TelField TextAreaField TextField TimeField URLField WeekField choices core "
        "datetime enum_choices enum_coerce form list numeric simple "
    ),
    "wtforms.validators": (
        "AnyOf Callable DataRequired DateRange Disabled Email EqualTo HostnameValidation IPAddress InputRequired Length MacAddress NoneOf NumberRange Optional ReadOnly Regexp Required StopValidation URL UUID ValidationError any_of "
        "data_required date date_range datetime disabled email email_validator equal_to input_required ip_address ipaddress length mac_address math none_of number_range optional re readonly regexp required string_types text_type time "
        "unicode_literals url urlparse uuid warnings "
    ),
}
"""Module → its names. What an instance of SQLAlchemy has besides is what ``sqlalchemy`` and ``sqlalchemy.orm`` have."""

MODULES: dict[str, str] = {
    "alembic": ("autogenerate command config context ddl environment ext migration op operations runtime script util "),
    "asyncio": (
        "base_events base_futures base_subprocess base_tasks constants coroutines events exceptions format_helpers futures locks log mixins proactor_events protocols queues runners selector_events sslproto staggered streams subprocess "
        "taskgroups tasks threads timeouts transports trsock unix_events windows_events windows_utils "
    ),
    "collections": ("abc "),
    "concurrent": ("futures futures.process futures.thread "),
    "ctypes": ("macholib util wintypes "),
    "dotenv": ("cli compat ipython main parser variables version "),
    "email": (
        "base64mime charset contentmanager encoders errors feedparser generator header headerregistry iterators message mime mime.application mime.audio mime.base mime.image mime.message mime.multipart mime.nonmultipart mime.text parser "
        "policy quoprimime utils "
    ),
    "flask": (
        "app blueprints cli config ctx debughelpers globals helpers json json.provider json.tag logging scaffold sessions signals templating testing typing views wrappers "
    ),
    "flask_cors": ("core decorator extension version "),
    "flask_jwt_extended": (
        "config default_callbacks exceptions internal_utils jwt_manager tokens typing utils view_decorators "
    ),
    "flask_login": ("config login_manager mixins signals test_client utils "),
    "flask_migrate": "",
    "flask_restful": ("fields inputs representations reqparse utils "),
    "flask_socketio": ("namespace test_client "),
    "flask_sqlalchemy": (
        "cli extension model pagination query record_queries session table track_modifications utils "
    ),
    "flask_wtf": ("csrf file form html5 i18n recaptcha "),
    "html": ("entities parser "),
    "http": ("client cookiejar cookies server "),
    "importlib": (
        "abc machinery metadata metadata.diagnose readers resources resources.abc resources.readers resources.simple simple util "
    ),
    "json": ("decoder encoder scanner tool "),
    "logging": ("config handlers "),
    "marshmallow": (
        "base class_registry constants decorators error_store exceptions experimental fields orderedset schema types utils validate warnings "
    ),
    "multiprocessing": (
        "connection context dummy forkserver heap managers pool popen_fork popen_forkserver popen_spawn_posix popen_spawn_win32 process queues reduction resource_sharer resource_tracker shared_memory sharedctypes spawn synchronize util "
    ),
    "os": ("path "),
    "sqlalchemy": (
        "cimmutabledict connectors connectors.aioodbc connectors.asyncio connectors.mxodbc connectors.pyodbc connectors.zxJDBC cprocessors cresultproxy cutils databases dialects dialects.firebird dialects.mssql dialects.mysql "
        "dialects.oracle dialects.postgresql dialects.sqlite dialects.sybase engine engine.base engine.characteristics engine.create engine.cursor engine.default engine.events engine.interfaces engine.mock engine.processors "
        "engine.reflection engine.result engine.row engine.strategies engine.threadlocal engine.url engine.util event event.api event.attr event.base event.legacy event.registry events exc ext ext.associationproxy ext.asyncio ext.automap "
        "ext.baked ext.compiler ext.declarative ext.horizontal_shard ext.hybrid ext.indexable ext.instrumentation ext.mutable ext.mypy ext.orderinglist ext.serializer future future.engine future.orm inspection interfaces log orm "
        "orm.attributes orm.base orm.bulk_persistence orm.clsregistry orm.collections orm.context orm.decl_api orm.decl_base orm.dependency orm.deprecated_interfaces orm.descriptor_props orm.dynamic orm.evaluator orm.events orm.exc "
        "orm.identity orm.instrumentation orm.interfaces orm.loading orm.mapped_collection orm.mapper orm.path_registry orm.persistence orm.properties orm.query orm.relationships orm.scoping orm.session orm.state orm.state_changes "
        "orm.strategies orm.strategy_options orm.sync orm.unitofwork orm.util orm.writeonly pool pool.base pool.dbapi_proxy pool.events pool.impl processors schema sql sql.annotation sql.base sql.cache_key sql.coercions sql.compiler "
        "sql.crud sql.ddl sql.default_comparator sql.dml sql.elements sql.events sql.expression sql.functions sql.lambdas sql.naming sql.operators sql.roles sql.schema sql.selectable sql.sqltypes sql.traversals sql.type_api sql.util "
        "sql.visitors testing testing.assertions testing.assertsql testing.asyncio testing.cancellation testing.config testing.engines testing.entities testing.exclusions testing.fixtures testing.mock testing.pickleable testing.plugin "
        "testing.profiles_file testing.profiling testing.provision testing.replay_fixture testing.requirements testing.schema testing.suite testing.util testing.warnings types util util.compat util.concurrency util.cython util.deprecations "
        "util.langhelpers util.preloaded util.queue util.tool_support util.topological util.typing "
    ),
    "sqlite3": ("dbapi2 dump "),
    "unittest": ("async_case case loader main mock result runner signals suite util "),
    "urllib": ("error parse request response robotparser "),
    "werkzeug": (
        "contrib contrib.atom contrib.cache contrib.fixers contrib.iterio contrib.lint contrib.profiler contrib.securecookie contrib.sessions contrib.wrappers datastructures datastructures.accept datastructures.auth "
        "datastructures.cache_control datastructures.csp datastructures.etag datastructures.file_storage datastructures.headers datastructures.mixins datastructures.range datastructures.structures debug debug.console debug.repr "
        "debug.tbtools exceptions filesystem formparser http local middleware middleware.dispatcher middleware.http_proxy middleware.lint middleware.profiler middleware.proxy_fix middleware.shared_data posixemulation routing "
        "routing.converters routing.exceptions routing.map routing.matcher routing.rules sansio sansio.http sansio.multipart sansio.request sansio.response sansio.utils security serving testapp urls user_agent useragents utils wrappers "
        "wrappers.accept wrappers.auth wrappers.base_request wrappers.base_response wrappers.common_descriptors wrappers.etag wrappers.json wrappers.request wrappers.response wrappers.user_agent wsgi "
    ),
    "wsgiref": ("handlers headers simple_server types util validate "),
    "wtforms": (
        "compat csrf csrf.core csrf.session datalist ext ext.appengine ext.csrf ext.dateutil ext.django ext.i18n ext.sqlalchemy fields fields.choices fields.core fields.datetime fields.form fields.html5 fields.list fields.numeric "
        "fields.simple form i18n meta utils validators widgets widgets.core widgets.html5 "
    ),
    "xml": (
        "dom dom.NodeFilter dom.domreg dom.expatbuilder dom.minicompat dom.minidom dom.pulldom dom.xmlbuilder etree etree.ElementInclude etree.ElementPath etree.ElementTree etree.cElementTree parsers parsers.expat sax sax.expatreader "
        "sax.handler sax.saxutils sax.xmlreader "
    ),
}
"""Package → the modules in it, by their names behind its own."""
