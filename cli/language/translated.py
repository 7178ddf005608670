"""Commands, groups and options whose help is told in the language of TIMTIN_LANG, and click's own words in Vietnamese."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from cli.command_error import CommandError
from cli.language.click_words import TYPES, VIETNAMESE
from coded_error import reason_of
from translations import LANGUAGES, N_, gettext, language, lookup

_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)

_TYPE_NAMES = {
    kind: str(kind.name)
    for kind in (types.StringParamType, types.IntParamType, types.FloatParamType, types.IntRange, types.FloatRange)
}


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


class NamedPath(click.Path):
    """A path that has a name: an empty one, which a shell makes of a variable that is not set, would be the present folder."""

    def __init__(self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(exists=exists, file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises click.BadParameter."""
        if not str(value):
            self.fail(gettext("đường dẫn trống: nêu tệp hay thư mục"), param, ctx)
        self.name = _one("directory" if not self.file_okay else "path" if self.dir_okay else "file")
        return super().convert(value, param, ctx)


class NamedFile(click.File):
    """A file that is read, as UTF-8 or as bytes, or standard input."""

    def __init__(self, *, binary: bool = False) -> None:
        mode, encoding = ("rb", None) if binary else ("r", "utf-8")
        super().__init__(mode, encoding=encoding)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the open file. Raises click.BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if isinstance(error.__context__, OSError):
                self.fail(f"{value!r}: {reason_of(error.__context__)}", param, ctx)
            raise


class FiniteRange(click.FloatRange):
    """A number between two bounds; one that compares with none of them (nan) is outside."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number. Raises click.BadParameter."""
        read = super().convert(value, param, ctx)
        if not math.isfinite(read):
            outside = _one("{value} is not in the range {range}.")
            self.fail(outside.format(value=read, range=self._describe_range()), param, ctx)
        return read


class RecordNumber(click.IntRange):
    """The number of an article, a job, a rule, a decision or an event: one that no database could hold is nobody's."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number. Raises click.BadParameter, CommandError."""
        read = super().convert(value, param, ctx)
        if read >= 2**63:
            raise CommandError("cli.number_unknown", number=read)
        return read


RECORD = RecordNumber()


class TranslatedCommand(_Translated, click.Command):
    """A command; what it is given can be kept: numbers of 64 bits, text that is Unicode."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Raises click.BadParameter."""
        left = super().parse_args(ctx, args)
        for one in self.params:
            if not _can_be_kept(ctx.params.get(one.name or "")):
                raise click.BadParameter(gettext("số quá lớn, hoặc chữ không ở mã UTF-8"), ctx, one)
        return left


def _can_be_kept(value: object) -> bool:
    match value:
        case int():
            return -(2**63) <= value < 2**63
        case str():
            return not any("\ud800" <= char <= "\udfff" for char in value)
        case tuple() | list():
            return all(_can_be_kept(one) for one in value)
    return True


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

overwrite_option = option("--overwrite", is_flag=True, help=N_("Thay tệp đã có; không thì lệnh từ chối."))
"""For every command that writes a file by the name it is given (``database.output_file``)."""


def translate_click() -> None:
    """Have click say its own words (usage, errors of arguments) in the language of the command line.

    It takes them from the system's gettext catalogues, which hold none of it: its modules are given this look-up instead.
    """
    for module in _MODULES:
        for name, look_up in (("_", _one), ("ngettext", _many)):
            if hasattr(module, name):
                setattr(module, name, look_up)
    for kind, name in _TYPE_NAMES.items():
        kind.name = _type_name(name)  # type: ignore[assignment]


def _type_name(name: str) -> property:
    """Return what click calls a kind of value, as a property that tells it in the present language."""
    return property(lambda kind: TYPES[name] if language() == LANGUAGES[0] else name)


def _one(text: str) -> str:
    return VIETNAMESE.get(text, text) if language() == LANGUAGES[0] else text


def _many(one: str, many: str, n: int) -> str:
    return VIETNAMESE.get(many, many) if language() == LANGUAGES[0] else one if n == 1 else many
