"""In which language a page is answered: ``?lang=``, kept in a cookie, else what the browser asks for, else Vietnamese."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from apiflask import APIFlask
from flask import request
from flask.wrappers import Response
from flask_babel import Babel
from markupsafe import Markup, escape

from translations import LANGUAGES, language, lookup, set_language, write_number
from web.login.cookies import cookie_name, is_over_tls

TITLES = {"vi": "Tiếng Việt", "en": "English"}
"""How each language calls itself."""

COOKIE = "timtin-lang"
_A_YEAR = 365 * 24 * 3600


def register_languages(app: APIFlask) -> None:
    """Bind the choice of language, and the words of templates, to an application."""
    Babel(app, default_locale=LANGUAGES[0], locale_selector=language)
    # The catalogue is the one that mails, jobs and the command line read as well.
    app.jinja_env.install_gettext_callables(lookup, _lookup_plural, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = _translate
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        counted=count_things,
        translate=lookup,
        language=language,
        language_link=language_link,
        vi=mark_vietnamese,
        LANGUAGE_TITLES=TITLES,
    )
    app.before_request(_choose)
    app.after_request(_answer)
    app.teardown_request(lambda _: set_language(None))


def _translate(text: str, **data: object) -> Markup:
    """Return a text of a template in the language of the request; what Jinja's own does for ``trans`` blocks, without its context."""
    return Markup(lookup(text)) % data if data else _plain(language(), text)


@lru_cache(4096)
def _plain(name: str, text: str) -> Markup:
    """A text without data in a language: its doubled per cent signs are single ones."""
    return Markup(lookup(text)) % {}


def count_things(text: str, n: int, **data: object) -> Markup:
    """Return a text about ``%(n)s`` things, the number written as the language does."""
    values = {name: escape(value) for name, value in data.items()}
    return Markup(lookup(text, n)) % {"n": write_number(n), **values}


def mark_vietnamese() -> Markup:
    """Return the attribute of an element that holds what the archive says, so that a page in English has it read out as Vietnamese."""
    return Markup("") if language() == "vi" else Markup(' lang="vi"')


def language_link(name: str) -> str:
    """Return the address of the present page in a language."""
    wanted = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{request.path}?{urlencode([*wanted, ('lang', name)])}"


def _lookup_plural(one: str, many: str, n: int) -> str:
    return lookup(one, n)


def _asked() -> str:
    """Return the language that the address itself asks for; "" for none."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else ""


def _choose() -> None:
    kept = request.cookies.get(cookie_name(COOKIE), "")
    wished = request.accept_languages.best_match(LANGUAGES)
    set_language(_asked() or (kept if kept in LANGUAGES else wished) or LANGUAGES[0])


def _answer(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    response.headers.setdefault("Content-Language", language())
    response.vary.update(["Accept-Language", "Cookie"])
    if asked := _asked():
        secure = is_over_tls(request)
        response.set_cookie(cookie_name(COOKIE), asked, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
