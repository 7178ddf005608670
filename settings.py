"""Every setting once: name, default, help and environment variable. Read by run.py and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from coded_error import CodedError
from setting_checks import CHECKS, Network, Numbers, networks_of

VERSION = "0.1.0"
"""The program's version: setup.cfg, ``--version`` and the crawler's User-Agent read it here."""

MAIL_SECURITY = ("starttls", "tls", "none")
"""How the connection to the mail server is kept from others."""

_DAYS = Numbers(0, 36_500)
_PROCESSES = Numbers(0, 1000)


class SettingError(CodedError):
    """A setting has a value that cannot be used; the message names the variable and what it takes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its environment variable is ``TIMTIN_<NAME>``.

    ``takes`` is what it may be: numbers, one of some words, or what a check of ``setting_checks`` lets pass.
    """

    name: str
    default: str
    help: str
    takes: Numbers | tuple[str, ...] | str

    @property
    def variable(self) -> str:
        """The environment variable that overrides the default."""
        return f"TIMTIN_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("backup_days", "7", "days after which a backup is old and somebody is told; 0 for never", _DAYS),
    Setting("backup_dir", "", "folder of the backups, looked at to tell when the newest one is old", "path"),
    Setting(
        "brand_color",
        "",
        "colour of bars and buttons (#rrggbb), with enough contrast on white; dark pages get a lighter one",
        "color",
    ),
    Setting(
        "brand_logo",
        "",
        "file (.svg, .png or .webp, at most 200 KB) shown before the site's name and as its icon",
        "image",
    ),
    Setting("budget", "20000", "requests a day to one source, at most; 0 means no limit", Numbers(0, 10**7)),
    Setting("contact", "", "contact address put into the crawler's User-Agent (an e-mail or URL)", "contact"),
    Setting(
        "cors_origins",
        "",
        "sites whose pages may call the API and feeds from a browser: origins with commas between, or * for any",
        "origins",
    ),
    Setting("data", "index_data", "the data folder", "path"),
    Setting(
        "database",
        "",
        "address of a PostgreSQL database for the archive, accounts, jobs and analyses (postgresql://user@host/name); empty: they lie "
        "in the data folder",
        "database",
    ),
    Setting(
        "database_prefix",
        "",
        "put before the names of the schemas there, for several archives in one database ({folder}: a name made of the data folder's)",
        "prefix",
    ),
    Setting("delay", "2.0", "seconds between two requests to one host, at least", Numbers(0.5, 3600, whole=False)),
    Setting("disk_free_mb", "1000", "megabytes of free disk below which somebody is told", Numbers(0, 10**12)),
    Setting(
        "embed_origins",
        "*",
        "sites that may show the search form (/nhung) in a frame: origins with commas, * or none",
        "origins",
    ),
    Setting(
        "heavy_slots", "4", "files, batches and other heavy pages that are made and sent at once", Numbers(1, 1000)
    ),
    Setting(
        "heavy_slots_per_address",
        "2",
        "how many of them one address may have at once; offices share an address",
        Numbers(1, 1000),
    ),
    Setting("host", "127.0.0.1", "address the site listens on", "host"),
    Setting(
        "index_minutes",
        "60",
        "minutes between scheduled crawls while serving; 0 turns the schedule off",
        Numbers(0, 525_600),
    ),
    Setting("keep_audit_days", "365", "days that sign-ins, decisions and notices are kept; 0 means for ever", _DAYS),
    Setting("keep_crawl_log_days", "180", "days that the crawler's visits are kept; 0 means for ever", _DAYS),
    Setting("keep_jobs_days", "90", "days that jobs and their lines are kept; 0 means for ever", _DAYS),
    Setting("keep_queries_days", "90", "days that queries are kept (without who typed them); 0 keeps none", _DAYS),
    Setting(
        "keep_responses_days",
        "0",
        "days that pages are kept as portals sent them, beside what was read from them; 0 means for ever (without them nothing can be read "
        "again or exported as WARC responses)",
        _DAYS,
    ),
    Setting(
        "lang",
        "vi",
        "language of the command line, of mails and of the lines of jobs: vi or en (the site asks the browser)",
        "language",
    ),
    Setting("log_format", "text", "lines of the server's log: text, or json for a collector", ("text", "json")),
    Setting("mail_from", "", "the From address of the site's mails", "mail"),
    Setting("max_bytes", "10000000", "largest response body the crawler accepts, in bytes", Numbers(1000, 10**9)),
    Setting(
        "metrics_token",
        "",
        "token with which /metrics is read from other machines; without one only from this machine",
        "secret",
    ),
    Setting(
        "notify_mail",
        "",
        "addresses, with commas between, that are told when something is wrong and when it is over",
        "mails",
    ),
    Setting("notify_webhook", "", "address (https://…) that is told the same as JSON", "webhook"),
    Setting("opensearch_api_key", "", "API key of the OpenSearch cluster", "secret"),
    Setting(
        "opensearch_ca_file",
        "",
        "file with the certificate that signs those of the cluster; empty for the system's",
        "file",
    ),
    Setting(
        "opensearch_hosts",
        "",
        "OpenSearch hosts that hold the index (https://a:9200,https://b:9200); empty: it lies in the data folder",
        "hosts",
    ),
    Setting("opensearch_index", "timtin", "name of the index in OpenSearch", "index"),
    Setting("opensearch_password", "", "password of the user of the OpenSearch cluster", "secret"),
    Setting(
        "opensearch_seconds",
        "2.5",
        "seconds in which the cluster answers a search, asking a second host included",
        Numbers(0.1, 600, whole=False),
    ),
    Setting("opensearch_shards", "1", "shards of a new index; about one for each million articles", Numbers(1, 1000)),
    Setting("opensearch_user", "", "user of the OpenSearch cluster", "text"),
    Setting("port", "8080", "port the site listens on", Numbers(0, 65_535)),
    Setting("processes", "0", "processes for analysis; 0 means one per processor", _PROCESSES),
    Setting(
        "proxy_addresses",
        "127.0.0.1,::1",
        "addresses or networks of the proxies in front (TIMTIN_TRUSTED_PROXIES), with commas between: X-Forwarded-* of others is ignored",
        "networks",
    ),
    Setting(
        "public_url",
        "",
        "the site's public address (https://…): the one that is answered, and that links in feeds, mails and exports lead to",
        "address",
    ),
    Setting(
        "security_contact",
        "",
        "who is told of security holes (an e-mail or URL): makes /.well-known/security.txt",
        "contact",
    ),
    Setting(
        "silent_days", "14", "days without a new article after which a source is told as silent; 0 for never", _DAYS
    ),
    Setting("site_name", "Tìm Tin", "what the site calls itself, on pages, in feeds and in mails", "text"),
    Setting("smtp_host", "", "mail server of the alerts; without one no mail is offered", "host"),
    Setting("smtp_password", "", "password on the mail server", "secret"),
    Setting("smtp_port", "587", "port of the mail server", Numbers(1, 65_535)),
    Setting(
        "smtp_security", "starttls", "starttls, tls or none (none only for a server on this machine)", MAIL_SECURITY
    ),
    Setting("smtp_user", "", "account on the mail server; empty for none", "text"),
    Setting("start_text", "", "heading of the front page, instead of the site's own", "text"),
    Setting(
        "timeout",
        "20",
        "seconds a single request may take to connect or to send its next byte",
        Numbers(1, 3600, whole=False),
    ),
    Setting(
        "trusted_proxies", "0", "how many reverse proxies stand in front and may set X-Forwarded-For", Numbers(0, 100)
    ),
    Setting("web_processes", "0", "processes that answer requests; 0 means one per processor", _PROCESSES),
    Setting(
        "websub_hub", "", "address of a WebSub hub that feeds name, for readers that want to be told at once", "address"
    ),
)

_BY_NAME = {s.name: s for s in SETTINGS}


def get(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return a setting as text. Raises KeyError for a name that is not in SETTINGS."""
    setting = _BY_NAME[name]
    return environ.get(setting.variable, "") or setting.default


def number(name: str, environ: Mapping[str, str] = os.environ) -> float:
    """Return a setting as a number, one of those it takes. Raises SettingError when its text is none of them."""
    text = get(name, environ)
    if (read := numbers_of(name).read(text)) is not None:
        return read
    raise _not_a_number(_BY_NAME[name], text, numbers_of(name))


def networks(name: str, environ: Mapping[str, str] = os.environ) -> list[Network]:
    """Return a setting as a list of networks. Raises SettingError when a part of it is none."""
    text = get(name, environ)
    if wrong := _find_wrong(_BY_NAME[name], text):
        raise wrong
    return networks_of(text)


def numbers_of(name: str) -> Numbers:
    """Return the numbers that a setting takes. Raises KeyError for one that takes none."""
    takes = _BY_NAME[name].takes
    if not isinstance(takes, Numbers):
        raise KeyError(name)
    return takes


def _find_wrong(setting: Setting, text: str) -> SettingError | None:
    """Return what is wrong with a text, None when the setting takes it."""
    variable, takes = setting.variable, setting.takes
    if isinstance(takes, Numbers):
        return None if takes.read(text) is not None else _not_a_number(setting, text, takes)
    if isinstance(takes, tuple):
        if text in takes:
            return None
        return SettingError("settings.not_a_choice", variable=variable, text=text, choices=", ".join(takes))
    # An empty text is the default, which asks for nothing.
    wrong = CHECKS[takes](text) if text else ""
    return SettingError(wrong, variable=variable, text=text) if wrong else None


def _not_a_number(setting: Setting, text: str, taken: Numbers) -> SettingError:
    lowest, highest = taken.bounds()
    return SettingError(
        "settings.not_a_whole_number" if taken.whole else "settings.not_a_number",
        variable=setting.variable,
        text=text,
        lowest=lowest,
        highest=highest,
        example=setting.default,
    )


def find_problems(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return what is wrong with the settings, one line each, all at once."""
    return [str(wrong) for one in SETTINGS if (wrong := _find_wrong(one, get(one.name, environ)))]


def check_all(environ: Mapping[str, str] = os.environ) -> None:
    """Raise SettingError with every problem, before anything is begun with some of them."""
    if problems := find_problems(environ):
        raise SettingError("settings.wrong", problems="; ".join(problems))
