"""Commands, groups and options whose help is told in the language of TIMTIN_LANG, and click's own words in Vietnamese."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from cli.language.click_words import VIETNAMESE
from translations import LANGUAGES, language, lookup

_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)


class _Translated:
    """What keeps its help as it stands in the code, and tells it in the present language."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """The help, in the present language."""
        return lookup(self._help) if self._help else None

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


class TranslatedCommand(_Translated, click.Command):
    """A command."""


class TranslatedGroup(_Translated, click.Group):
    """A group of commands."""

    command_class = TranslatedCommand
    group_class = type


class TranslatedOption(_Translated, click.Option):
    """An option; its prompt is translated like its help."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """Ask in the present language."""
        before, self.prompt = self.prompt, lookup(self.prompt) if isinstance(self.prompt, str) else self.prompt
        try:
            return super().prompt_for_value(ctx)
        finally:
            self.prompt = before


if TYPE_CHECKING:
    from click import command as command
    from click import confirmation_option as confirmation_option
    from click import group as group
    from click import option as option
    from click import version_option as version_option
else:
    command = partial(click.command, cls=TranslatedCommand)
    group = partial(click.group, cls=TranslatedGroup)
    option = partial(click.option, cls=TranslatedOption)
    confirmation_option = partial(click.confirmation_option, cls=TranslatedOption)
    version_option = partial(click.version_option, cls=TranslatedOption)


def translate_click() -> None:
    """Have click say its own words (usage, errors of arguments) in the language of the command line.

    It takes them from the system's gettext catalogues, which hold none of it: its modules are given this look-up instead.
    """
    for module in _MODULES:
        for name, look_up in (("_", _one), ("ngettext", _many)):
            if hasattr(module, name):
                setattr(module, name, look_up)


def _one(text: str) -> str:
    return VIETNAMESE.get(text, text) if language() == LANGUAGES[0] else text


def _many(one: str, many: str, n: int) -> str:
    return VIETNAMESE.get(many, many) if language() == LANGUAGES[0] else one if n == 1 else many
