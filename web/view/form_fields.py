"""What the site's forms are made of: numbers as people type them, and no word of WTForms' own, which speaks English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DecimalField, Field, Form, IntegerField
from wtforms.validators import NumberRange, ValidationError
from wtforms.widgets import TextInput

from translations import N_, gettext, read_decimal, read_whole_number
from web import template_filters as wording

_WORDS: Mapping[str, str] = {"Not a valid choice.": N_("Hãy chọn một mục trong danh sách.")}
"""WTForms' messages -> ours; the fields and validators of our forms have theirs."""

_ELSE = N_("Giá trị này không dùng được: hãy sửa rồi gửi lại.")


class _Words:
    """WTForms' messages in the language of the request."""

    def gettext(self, text: str) -> str:
        return gettext(_WORDS.get(text, _ELSE))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return gettext(_WORDS.get(one, _ELSE))


class SiteForm(FlaskForm):  # type: ignore[misc]
    """A form of the site; every message is one of ours."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where WTForms takes its messages from."""

        def get_translations(self, form: Form) -> Any:
            """Return our words for them."""
            return _Words()


class TypedDecimal(DecimalField):  # type: ignore[misc]
    """A number as people type it: 0,5 and 0.5 are one. Shown as the language of the page writes it."""

    # Not a browser's own field for numbers: that takes 0,5 or not by the browser's language, whatever the page's.
    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else wording.figure(float(self.data))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError for what is no number."""
        if valuelist:
            self.data = None
            try:
                self.data = read_decimal(valuelist[0])
            except ValueError:
                raise ValueError(N_("Hãy nhập một số, như 2 hoặc 0,5.")) from None


class TypedWholeNumber(IntegerField):  # type: ignore[misc]
    """A whole number as people type it: 1.000, 1,000 and 1000 are one. Shown as the language of the page writes it."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else wording.number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError for what is no whole number."""
        if valuelist:
            self.data = None
            try:
                self.data = read_whole_number(valuelist[0])
            except ValueError:
                raise ValueError(N_("Hãy nhập một số nguyên, như 1.000.")) from None


class Between(NumberRange):  # type: ignore[misc]
    """A number's bounds, for any number: WTForms' own ends in an error for one that no float can hold (10^400)."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError for a number outside of the bounds."""
        try:
            super().__call__(form, field)
        except (ArithmeticError, ValueError):
            raise ValidationError(self.message) from None
