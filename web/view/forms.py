"""The forms of the site (Flask-WTF), with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g
from wtforms import BooleanField, EmailField, Field, Form, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, Optional, Regexp, ValidationError

import settings
from crawler.sources.source import Source, are_hours
from jobs.mail.messages import HOW_OFTEN
from site_data.accounts.account_names import LONGEST, PATTERN, compose_name
from site_data.accounts.password_rules import MAXIMUM, find_weakness
from site_data.saved_searches import EVERY
from translations import N_, gettext
from web.view.form_fields import Between, SiteForm, TypedDecimal, TypedWholeNumber

_NAME = [
    InputRequired(N_("Hãy nhập tên đăng nhập.")),
    Length(max=LONGEST, message=N_("Tên đăng nhập dài quá 64 ký tự.")),
]
_TOO_LONG = N_("Mật khẩu dài quá 1.000 ký tự.")
_COMPOSED = [lambda name: compose_name(name or "")]


class SignInForm(SiteForm):
    """Name and password."""

    name = StringField(N_("Tên đăng nhập"), _NAME, _COMPOSED)
    password = PasswordField(
        N_("Mật khẩu"),
        [InputRequired(N_("Hãy nhập mật khẩu.")), Length(max=MAXIMUM, message=_TOO_LONG)],
    )


_NEW_NAME = [*_NAME, Regexp(PATTERN, message=N_("Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @"))]

WEAKNESSES: Mapping[str, str] = {
    "short": N_("Mật khẩu cần ít nhất 12 ký tự."),
    "long": _TOO_LONG,
    "common": N_(
        "Mật khẩu này quá dễ đoán: nó gồm những mật khẩu mà ai cũng thử trước. Hãy ghép vài từ không liên quan với nhau."
    ),
    "personal": N_(
        "Mật khẩu không được dựa vào tên đăng nhập hay tên trang. Hãy ghép vài từ không liên quan với nhau."
    ),
}
"""Why a password is refused -> what its owner is told."""


def refuse_weak_password(form: Form, field: Field) -> None:
    """Raise ValidationError for a password that is short or easily guessed."""
    name = form["name"].data if "name" in form else g.get("user", "")
    weakness = find_weakness(field.data or "", name or "")
    if weakness is not None:
        raise ValidationError(WEAKNESSES[weakness])


_NEW_PASSWORD = [InputRequired(N_("Hãy nhập mật khẩu.")), refuse_weak_password]


class SetUpForm(SiteForm):
    """An account by a link: its code, the name, the password."""

    code = StringField(
        N_("Mã thiết lập"),
        [
            InputRequired(N_("Hãy nhập mã đứng sau dấu # của liên kết.")),
            Length(max=200, message=N_("Mã dài quá 200 ký tự.")),
        ],
    )
    name = StringField(N_("Tên đăng nhập"), _NEW_NAME, _COMPOSED)
    password = PasswordField(N_("Mật khẩu"), _NEW_PASSWORD)
    again = PasswordField(N_("Nhập lại mật khẩu"), [EqualTo("password", N_("Hai lần nhập mật khẩu không giống nhau."))])


class PasswordForm(SiteForm):
    """A new password for the account that is signed in."""

    old = PasswordField(
        N_("Mật khẩu hiện tại"),
        [InputRequired(N_("Hãy nhập mật khẩu hiện tại.")), Length(max=MAXIMUM, message=_TOO_LONG)],
    )
    password = PasswordField(N_("Mật khẩu mới"), _NEW_PASSWORD)
    again = PasswordField(
        N_("Nhập lại mật khẩu mới"), [EqualTo("password", N_("Hai lần nhập mật khẩu không giống nhau."))]
    )


class InvitationForm(SiteForm):
    """A link for an account: its name and, when it is new, its role."""

    name = StringField(N_("Tên đăng nhập"), _NEW_NAME, _COMPOSED)
    role = SelectField(
        N_("Vai trò"),
        choices=lambda: [
            SelectChoice("reader", gettext("xem: chỉ đọc các trang quản trị")),
            SelectChoice("editor", gettext("biên tập: sửa dữ kiện")),
            SelectChoice("admin", gettext("quản trị: làm được mọi việc")),
        ],
        default="editor",
    )


class PressForm(SiteForm):
    """A button: nothing but its CSRF token."""


def _rhythms() -> list[SelectChoice]:
    return [SelectChoice(name, gettext(HOW_OFTEN[name])) for name in EVERY]


class MailForm(SiteForm):
    """An address and how often mails shall come."""

    email = EmailField(
        N_("Địa chỉ thư"),
        [
            InputRequired(N_("Hãy nhập địa chỉ thư.")),
            Length(max=254, message=N_("Địa chỉ thư dài quá 254 ký tự.")),
            Regexp(
                r"^[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]+\Z",
                message=N_("Địa chỉ thư chưa đúng."),
            ),
        ],
    )
    every = SelectField(N_("Gửi"), choices=_rhythms, default="day")


_DELAYS = settings.numbers_of("delay")

_BOTH = N_("Hãy nhập đủ cả hai ô của cặp.")


class AbbreviationForm(SiteForm):
    """A pair and what it weighs."""

    abbreviation = StringField(
        N_("Viết tắt"), [InputRequired(_BOTH), Length(max=40, message=N_("Ô này nhận nhiều nhất 40 ký tự."))]
    )
    expansion = StringField(
        N_("Dạng đầy đủ"), [InputRequired(_BOTH), Length(max=200, message=N_("Ô này nhận nhiều nhất 200 ký tự."))]
    )
    weight = TypedDecimal(
        N_("Trọng số (1 là bình thường)"),
        [Optional(), Between(0.1, 10, message=N_("Trọng số phải từ 0,1 đến 10."))],
        default=1,
    )


class SourceForm(SiteForm):
    """A portal to be declared."""

    url = StringField(
        N_("Địa chỉ trang bắt đầu"),
        [InputRequired(N_("Hãy nhập địa chỉ.")), Length(max=2000, message=N_("Địa chỉ dài quá 2.000 ký tự."))],
    )
    name = StringField(
        N_("Tên nguồn (chữ thường không dấu)"),
        [InputRequired(N_("Hãy đặt tên cho nguồn.")), Length(max=60, message=N_("Tên dài quá 60 ký tự."))],
    )


class SourceLimitsForm(SiteForm):
    """How a portal is crawled. Empty numbers mean the settings of the whole site."""

    paused = BooleanField(N_("Tạm dừng thu thập"))
    show_full_text = BooleanField(N_("Cho người đọc xem toàn văn (nếu không: trích đoạn và liên kết)"))
    delay = TypedDecimal(
        N_("Giây giữa hai lần tải"),
        [Optional(), Between(_DELAYS.lowest, _DELAYS.highest, N_("Từ 0,5 đến 3.600 giây."))],
    )
    budget = TypedWholeNumber(
        N_("Số lần tải mỗi ngày, 0 là không giới hạn"),
        [Optional(), Between(0, settings.numbers_of("budget").highest, N_("Từ 0 đến 10 triệu."))],
    )
    hour_from = TypedWholeNumber(N_("Chỉ thu thập từ giờ"), [Optional(), Between(0, 24, N_("Giờ từ 0 đến 24."))])
    hour_to = TypedWholeNumber(N_("đến giờ"), [Optional(), Between(0, 24, N_("Giờ từ 0 đến 24."))])

    @classmethod
    def of(cls, source: Source) -> SourceLimitsForm:
        """Return the form of a source as it is now."""
        hours = source.hours or (None, None)
        return cls(
            formdata=None,
            paused=source.paused,
            show_full_text=source.show_full_text,
            delay=source.delay,
            budget=source.budget,
            hour_from=hours[0],
            hour_to=hours[1],
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Tell whether the form can be kept: one hour without the other cannot, nor two with no time between them."""
        if not super().validate(extra_validators):
            return False
        start, end = self.hour_from.data, self.hour_to.data
        if (start is None) != (end is None):
            self.hour_to.errors = [N_("Hãy nhập cả hai giờ, hoặc để trống cả hai.")]
            return False
        if start is not None and end is not None and not are_hours(start, end):
            self.hour_to.errors = [N_("Hai giờ phải khác nhau; để thu thập cả ngày, hãy để trống cả hai.")]
            return False
        return True

    def toml_values(self) -> dict[str, str]:
        """Return what the form says as values of a source's file; numbers left empty stay as they are in the file."""
        values = {"paused": _toml_bool(self.paused.data), "show_full_text": _toml_bool(self.show_full_text.data)}
        if self.delay.data is not None:
            values["delay"] = f"{float(self.delay.data):g}"
        if self.budget.data is not None:
            values["budget"] = str(self.budget.data)
        hours = (self.hour_from.data, self.hour_to.data)
        values["hours"] = "[]" if None in hours else f"[{hours[0]}, {hours[1]}]"
        return values


def _toml_bool(value: bool) -> str:
    return "true" if value else "false"
