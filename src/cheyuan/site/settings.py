"""Django's settings. What may differ between installations comes from ``config``, which alone reads the environment."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from cheyuan.site import config, logs, words

CONFIG = config.load()
words.refresh(Path(__file__).resolve().parents[1])

SECRET_KEY = CONFIG.secret_key
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
USE_X_FORWARDED_HOST = False
LOOPBACK = CONFIG.loopback
ORIGIN = CONFIG.origin
DEMO = CONFIG.demo
DEMO_PASSWORD = "Cheyuan-demo-2026"  # noqa: S105 - of the demo's people; printed on its login page
FIELD_KEYS = dict(CONFIG.field_keys)
DATA = CONFIG.data
PROVIDERS = dict(CONFIG.providers)
WEATHER, WEATHER_KEY = CONFIG.weather, CONFIG.weather_key
ENGINE, ENGINE_MEMORY = CONFIG.engine, CONFIG.engine_memory
SPARK_MASTER, SPARK_FOLDER = CONFIG.spark_master, str(CONFIG.spark_folder or "")

OUR_APPS = [
    "cheyuan.base.ui",
    "cheyuan.base.tenancy",
    "cheyuan.base.accounts",
    "cheyuan.base.apikit",
    "cheyuan.base.policies",
    "cheyuan.base.journal",
    "cheyuan.base.jobs",
    "cheyuan.base.lake",
    "cheyuan.base.approvals",
    "cheyuan.base.channels",
    "cheyuan.base.files",
    "cheyuan.base.documents",
    "cheyuan.base.search",
    "cheyuan.base.lists",
    "cheyuan.base.inbox",
    "cheyuan.base.comments",
    "cheyuan.base.handouts",
    "cheyuan.base.intake",
    "cheyuan.records.customers",
    "cheyuan.records.vehicles",
    "cheyuan.records.relations",
    "cheyuan.records.vouchers",
    "cheyuan.records.milestones",
    "cheyuan.records.receptions",
    "cheyuan.records.duplicates",
    "cheyuan.insight.metrics",
    "cheyuan.insight.segments",
    "cheyuan.insight.scores",
    "cheyuan.engage.care",
    "cheyuan.engage.complaints",
    "cheyuan.engage.surveys",
    "cheyuan.engage.interviews",
    "cheyuan.engage.contact",
    "cheyuan.engage.letters",
    "cheyuan.engage.board",
    "cheyuan.engage.audits",
    "cheyuan.engage.greetings",
    "cheyuan.engage.updates",
    "cheyuan.engage.reports",
    "cheyuan.faces.api",
    "cheyuan.faces.desk",
    "cheyuan.faces.cockpit",
    "cheyuan.site.operations",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    *OUR_APPS,
]
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "cheyuan.site.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cheyuan.site.middleware.ActorMiddleware",
    "cheyuan.site.middleware.LanguageMiddleware",
    "cheyuan.site.middleware.ApiMiddleware",
    "cheyuan.site.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "cheyuan.site.urls"
WSGI_APPLICATION = "cheyuan.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cheyuan.base.ui.context.shell",
                "cheyuan.base.accounts.frame.settings_nav",
            ],
        },
    }
]
COTTON_DIR = "cotton"


def database(url: str) -> dict[str, Any]:
    """Django's entry for a PostgreSQL address; pools are bounded so that many processes fit into 100 connections."""
    parts = conninfo_to_dict(url)
    known = {
        key: parts.pop(name, "")
        for key, name in [
            ("NAME", "dbname"),
            ("USER", "user"),
            ("PASSWORD", "password"),
            ("HOST", "host"),
            ("PORT", "port"),
        ]
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **known,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {**parts, "application_name": "cheyuan"},
    }


DATABASES = {"default": database(CONFIG.url())}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
MEDIA_ROOT = CONFIG.data / "files"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if CONFIG.env == "test":
    PASSWORD_HASHERS = ["cheyuan.site.testing.hashers.CheapArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

COOKIES = "" if LOOPBACK else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIES}staff"
CSRF_COOKIE_NAME = f"{COOKIES}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOOPBACK
CSRF_FAILURE_VIEW = "cheyuan.site.errors.cross_site"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "cheyuan.base.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 0 if LOOPBACK else 31_536_000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.trusted_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None

LOGGING = logs.config()
