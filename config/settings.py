"""Settings of both editions, read from the environment; a missing or senseless value stops the start.

Embedded edition (the default): SQLite and a file broker under var/, no server needed.
Server edition (DATABASE_URL names PostgreSQL): PostgreSQL and Redis, see docker-compose.yml.
Every variable is described in .env.example.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured

from config.environment import BASE_DIR, env, flag, host_names, kept_secret_key, secret, url, whole_number
from config.pool import reset_connection
from config.schedule import SCHEDULE

django_stubs_ext.monkeypatch()

# --- Edition --------------------------------------------------------------------------------------

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()
DATABASE_URL = url(
    "DATABASE_URL",
    default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
    schemes={"sqlite", "postgres", "postgresql"},
)
EMBEDDED = DATABASE_URL.startswith("sqlite:")
DEMO = flag("DEMO", default=False)
DEBUG = flag("DEBUG", default=False)
if DEBUG and not EMBEDDED:
    raise ImproperlyConfigured("DEBUG=1 shows settings and data to every visitor: not in the server edition.")

SECRET_KEY = secret("SECRET_KEY")
if not SECRET_KEY and EMBEDDED:
    SECRET_KEY = kept_secret_key(VAR_DIR / "secret_key")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or weak: give at least 50 random characters in SECRET_KEY or in a file named by "
        "SECRET_KEY_FILE, for example made by: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
SECRET_KEY_FALLBACKS = [old for old in secret("SECRET_KEY_FALLBACKS").split(",") if old]

ALLOWED_HOSTS = host_names("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
HTTPS = flag("HTTPS", default=not EMBEDDED)
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0, least=0, most=5)

# --- Apps and the way of a request --------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "dossiers",
    "ratings",
    "reviews",
    "orgchart",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "guardian",
    "simple_history",
    "treebeard",
]

MIDDLEWARE = [
    # Before WhiteNoise: static files carry the same security headers as pages.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.session_limits.SessionLimitsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last: it opens the transaction and the tenant's scope and calls the view inside them.
    "orgchart.middleware.TenantMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "orgchart.context.shell",
            ],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """Return the database of the edition with the options that its concurrency needs."""
    database: dict[str, Any] = environ.Env.db_url_config(DATABASE_URL)
    if EMBEDDED:
        # IMMEDIATE: a transaction that reads and then writes never fails with "database is locked".
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000",
        }
        return database
    if not database.get("NAME") or not database.get("HOST"):
        raise ImproperlyConfigured("DATABASE_URL must name host and database: postgres://user:password@host:5432/name")
    password = secret("DATABASE_PASSWORD")
    if password:
        database["PASSWORD"] = password
    # Start-up options are what RESET ALL returns to, so Django's time zone survives the pool's reset.
    database["OPTIONS"] = {"options": "-c TimeZone=UTC -c idle_in_transaction_session_timeout=60s"}
    database["CONN_HEALTH_CHECKS"] = True
    if DATABASE_POOL:
        database["CONN_MAX_AGE"] = 0
        database["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": DATABASE_POOL,
            "timeout": 10,
            "reset": reset_connection,
        }
    return database


DATABASE_POOL = whole_number("DATABASE_POOL", default=8, least=0, most=200)
DATABASES = {"default": _database()}

# --- Accounts and sessions ------------------------------------------------------------------------------

AUTH_USER_MODEL = "orgchart.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian would make an account row whose rights every visitor has
PASSWORD_HASHERS = ["config.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/viec-cua-toi/"
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
# Tight for one account, wide for one address: a whole office sits behind one router.
ACCOUNT_RATE_LIMITS = {
    "login": "200/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key",
    "open_account": "60/m/ip,5/300s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kiểm điểm, xếp loại"
# Roles that the matrix (orgchart/rights/matrix.toml) marks are withheld without it. Off in the demo, whose passwords
# everybody knows anyway.
SECOND_FACTOR = flag("SECOND_FACTOR", default=not DEMO)
if not SECOND_FACTOR and not DEMO:
    raise ImproperlyConfigured("SECOND_FACTOR=0 is for the demo only: it needs DEMO=1.")

# What one tenant may ask for in ten minutes, so that its neighbours keep their share of the machine.
QUOTAS = {
    "render": whole_number("QUOTA_RENDERS", default=600, least=1, most=100_000),
    "export": whole_number("QUOTA_EXPORTS", default=120, least=1, most=100_000),
    "upload": whole_number("QUOTA_UPLOADS", default=600, least=1, most=100_000),
    "preview": whole_number("QUOTA_PREVIEWS", default=3000, least=1, most=100_000),
    # of one address on the public page that verifies papers
    "verify": whole_number("QUOTA_VERIFICATIONS", default=60, least=1, most=100_000),
}

SESSION_COOKIE_AGE = 12 * 60 * 60  # at the latest; config.session_limits counts it from the login
SESSION_IDLE_SECONDS = 60 * whole_number("SESSION_IDLE_MINUTES", default=60, least=5, most=720)
SESSION_COOKIE_NAME = "phien"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = False  # a page that was open during a new login goes on saving with the new token
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS

# --- Headers ------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler draws arrows and check marks as data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Language and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "static"]  # the second holds packages copied at set-up
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = None if EMBEDDED else Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static_root")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/khong-co-duong-cong-khai/"  # uploads have no public address; a view checks the right first
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
# What the QR codes on printed pages lead to; without it they hold the code of the document only.
PUBLIC_URL = url("PUBLIC_URL", default="", schemes={"http", "https"}).rstrip("/")
SIGNING_KEYS_FILE = Path(env.str("SIGNING_KEYS_FILE")) if env.str("SIGNING_KEYS_FILE", default="") else None
STORAGES = {
    "default": {"BACKEND": "orgchart.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644 if MEDIA_ACCEL_PREFIX else 0o640  # the proxy reads as another user
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024  # one upload needs no room beside the place where it is kept
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Of what people of one office upload and the product prints for them, together.
STORAGE_QUOTA_BYTES = 1024 * 1024 * whole_number("QUOTA_STORAGE_MB", default=20_480, least=100, most=10_000_000)
# How long the server keeps its backups; who was erased stays in them until then, and the report says so.
BACKUP_DAYS = whole_number("BACKUP_DAYS", default=30, least=0, most=3_650)
# Without a scanner nothing is scanned; with one that does not answer, files are held back.
VIRUS_SCANNER = url("VIRUS_SCANNER", default="", schemes={"tcp", "unix"})

# --- Cache, background jobs, mail ---------------------------------------------------------------------------

REDIS_URL = url("REDIS_URL", default="", schemes={"redis", "rediss", "unix"})
if not EMBEDDED and not REDIS_URL:
    raise ImproperlyConfigured("REDIS_URL is missing: the server edition needs Redis for jobs and login limits.")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "config.cache.RedisOrOwnMemory",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "xep-loai",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
    if REDIS_URL
    # One web process in the embedded edition, so its own memory is shared enough for login limits.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True  # the outcome of a job stands in its own database row
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10.0
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # nobody shuts workers down through the broker
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = SCHEDULE
if REDIS_URL:
    # Longer than the longest job, or Redis hands a running job out a second time.
    CELERY_VISIBILITY_TIMEOUT = 900
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
    CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
else:
    _queue = VAR_DIR / "broker" / "queue"
    _queue.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(VAR_DIR / "broker" / "control"),
    }

# Without a mail server nothing is sent, and the page for lost passwords says whom to ask instead.
EMAIL_URL = url("EMAIL_URL", default="", schemes={"smtp", "smtp+tls", "smtp+ssl"})
_mail: dict[str, Any] = environ.Env.email_url_config(EMAIL_URL or "dummymail://")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=f"xep-loai@{ALLOWED_HOSTS[0].strip('[].')}")

MESSAGE_TAGS = {
    messages.DEBUG: "secondary",
    messages.INFO: "info",
    messages.SUCCESS: "success",
    messages.WARNING: "warning",
    messages.ERROR: "danger",
}

# --- Log ----------------------------------------------------------------------------------------------------
# No personal data: no bodies, no account names; messages of exceptions stay out because the database
# quotes the offending values in them.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.log_format.JsonFormatter"},
        "text": {"()": "config.log_format.TextFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "text" if EMBEDDED else "json"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # They quote the names on certificates; what they find stands in the report.
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
        "django.db.backends": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
