"""The forms of the site (Flask-WTF), with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import BooleanField, DecimalField, Field, Form, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from crawler.sources.source import Source
from jobs.mail.messages import HOW_OFTEN
from site_data.accounts.password_rules import MAXIMUM, MINIMUM, find_weakness
from site_data.saved_searches import EVERY

_NAME = [InputRequired("Hãy nhập tên đăng nhập."), Length(max=64, message="Tên đăng nhập dài quá 64 ký tự.")]


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField("Tên đăng nhập", _NAME)
    password = PasswordField(
        "Mật khẩu", [InputRequired("Hãy nhập mật khẩu."), Length(max=1000, message="Mật khẩu dài quá 1.000 ký tự.")]
    )


_NEW_NAME = [*_NAME, Regexp(r"^[\w.@-]+$", message="Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @")]

WEAKNESSES: Mapping[str, str] = {
    "short": f"Mật khẩu cần ít nhất {MINIMUM} ký tự.",
    "long": "Mật khẩu dài quá 1.000 ký tự.",
    "common": "Mật khẩu này quá dễ đoán: nó gồm những mật khẩu mà ai cũng thử trước. Hãy ghép vài từ không liên quan với nhau.",
    "personal": "Mật khẩu không được dựa vào tên đăng nhập hay tên trang. Hãy ghép vài từ không liên quan với nhau.",
}
"""Why a password is refused -> what its owner is told."""


def refuse_weak_password(form: Form, field: Field) -> None:
    """Raise ValidationError for a password that is short or easily guessed."""
    name = form["name"].data if "name" in form else g.get("user", "")
    weakness = find_weakness(field.data or "", name or "")
    if weakness is not None:
        raise ValidationError(WEAKNESSES[weakness])


_NEW_PASSWORD = [InputRequired("Hãy nhập mật khẩu."), refuse_weak_password]


class SetUpForm(FlaskForm):  # type: ignore[misc]
    """An account by a link: its code, the name, the password."""

    code = StringField(
        "Mã thiết lập",
        [InputRequired("Hãy nhập mã đứng sau dấu # của liên kết."), Length(max=200, message="Mã dài quá 200 ký tự.")],
    )
    name = StringField("Tên đăng nhập", _NEW_NAME)
    password = PasswordField("Mật khẩu", _NEW_PASSWORD)
    again = PasswordField("Nhập lại mật khẩu", [EqualTo("password", "Hai lần nhập mật khẩu không giống nhau.")])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password for the account that is signed in."""

    old = PasswordField("Mật khẩu hiện tại", [InputRequired("Hãy nhập mật khẩu hiện tại."), Length(max=MAXIMUM)])
    password = PasswordField("Mật khẩu mới", _NEW_PASSWORD)
    again = PasswordField("Nhập lại mật khẩu mới", [EqualTo("password", "Hai lần nhập mật khẩu không giống nhau.")])


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """A link for an account: its name and, when it is new, its role."""

    name = StringField("Tên đăng nhập", _NEW_NAME)
    role = SelectField(
        "Vai trò",
        choices=[
            SelectChoice("reader", "xem: chỉ đọc các trang quản trị"),
            SelectChoice("editor", "biên tập: sửa dữ kiện"),
            SelectChoice("admin", "quản trị: làm được mọi việc"),
        ],
        default="editor",
    )


class PressForm(FlaskForm):  # type: ignore[misc]
    """A button: nothing but its CSRF token."""


class MailForm(FlaskForm):  # type: ignore[misc]
    """An address and how often mails shall come."""

    email = StringField(
        "Địa chỉ thư",
        [
            InputRequired("Hãy nhập địa chỉ thư."),
            Length(max=254, message="Địa chỉ thư dài quá 254 ký tự."),
            Regexp(
                r"^[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]+$", message="Địa chỉ thư chưa đúng."
            ),
        ],
    )
    every = SelectField("Gửi", choices=[SelectChoice(name, HOW_OFTEN[name]) for name in EVERY], default="day")


class AbbreviationForm(FlaskForm):  # type: ignore[misc]
    """A pair and what it weighs."""

    abbreviation = StringField(
        "Viết tắt", [InputRequired("Hãy nhập chữ viết tắt."), Length(max=40, message="Chữ viết tắt dài quá 40 ký tự.")]
    )
    expansion = StringField(
        "Dạng đầy đủ",
        [InputRequired("Hãy nhập dạng đầy đủ."), Length(max=200, message="Dạng đầy đủ dài quá 200 ký tự.")],
    )
    weight = DecimalField(
        "Trọng số", [Optional(), NumberRange(0.1, 10, message="Trọng số phải từ 0,1 đến 10.")], default=1
    )


class SourceForm(FlaskForm):  # type: ignore[misc]
    """A portal to be declared."""

    url = StringField(
        "Địa chỉ trang bắt đầu",
        [InputRequired("Hãy nhập địa chỉ."), Length(max=2000, message="Địa chỉ dài quá 2.000 ký tự.")],
    )
    name = StringField(
        "Tên nguồn (chữ thường không dấu)",
        [InputRequired("Hãy đặt tên cho nguồn."), Length(max=60, message="Tên dài quá 60 ký tự.")],
    )


class SourceLimitsForm(FlaskForm):  # type: ignore[misc]
    """How a portal is crawled. Empty numbers mean the settings of the whole site."""

    paused = BooleanField("Tạm dừng thu thập")
    show_full_text = BooleanField("Cho người đọc xem toàn văn (nếu không: trích đoạn và liên kết)")
    delay = DecimalField("Giây giữa hai lần tải", [Optional(), NumberRange(0.5, 3600, "Từ 0,5 đến 3.600 giây.")])
    budget = IntegerField(
        "Số lần tải mỗi ngày, 0 là không giới hạn", [Optional(), NumberRange(0, 10**7, "Từ 0 đến 10 triệu.")]
    )
    hour_from = IntegerField("Chỉ thu thập từ giờ", [Optional(), NumberRange(0, 24, "Giờ từ 0 đến 24.")])
    hour_to = IntegerField("đến giờ", [Optional(), NumberRange(0, 24, "Giờ từ 0 đến 24.")])

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
        """Tell whether the form can be kept: one hour without the other cannot."""
        if not super().validate(extra_validators):
            return False
        if (self.hour_from.data is None) != (self.hour_to.data is None):
            self.hour_to.errors = ["Hãy nhập cả hai giờ, hoặc để trống cả hai."]
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
