"""The forms of the site (Flask-WTF), with Vietnamese messages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import DecimalField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional, Regexp

from jobs.mail.messages import HOW_OFTEN
from site_data.passwords import MINIMUM
from site_data.saved_searches import EVERY

_NAME = [InputRequired("Hãy nhập tên đăng nhập."), Length(max=64, message="Tên đăng nhập dài quá 64 ký tự.")]


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField("Tên đăng nhập", _NAME)
    password = PasswordField(
        "Mật khẩu", [InputRequired("Hãy nhập mật khẩu."), Length(max=1000, message="Mật khẩu dài quá 1.000 ký tự.")]
    )


class SetUpForm(FlaskForm):  # type: ignore[misc]
    """The first account."""

    name = StringField(
        "Tên đăng nhập",
        [*_NAME, Regexp(r"^[\w.@-]+$", message="Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @")],
    )
    password = PasswordField(
        "Mật khẩu",
        [InputRequired("Hãy nhập mật khẩu."), Length(MINIMUM, 1000, f"Mật khẩu cần ít nhất {MINIMUM} ký tự.")],
    )
    again = PasswordField("Nhập lại mật khẩu", [EqualTo("password", "Hai lần nhập mật khẩu không giống nhau.")])


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
