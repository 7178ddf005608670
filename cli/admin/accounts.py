"""Commands on accounts and tokens: user add|passwd|list|role|remove|sign-out|link|log, token add|list|revoke."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.admin.operator_name import operator_name
from cli.command_error import CommandError
from cli.language.translated import group, option
from site_data.accounts.account_names import LONGEST, compose_name, may_be_called
from translations import N_, gettext, ngettext

if TYPE_CHECKING:
    from site_data.site import Site

_ROLE = click.Choice(["reader", "editor", "admin"])

_account_name = click.argument("name", callback=lambda context, parameter, name: compose_name(name))


def _ask_password(name: str) -> str:
    from site_data.accounts.password_rules import MAXIMUM, MINIMUM, find_weakness

    password: str = click.prompt(gettext("Mật khẩu"), hide_input=True, confirmation_prompt=True, err=True)
    weakness = find_weakness(password, name)
    if weakness == "short":
        raise CommandError("cli.password_short", least=MINIMUM)
    if weakness == "long":
        raise CommandError("cli.password_long", most=MAXIMUM)
    if weakness is not None:
        raise CommandError("cli.password_common" if weakness == "common" else "cli.password_personal")
    return password


def _check_new_name(name: str) -> None:
    """Raise CommandError for a name that no form would take."""
    if not may_be_called(name):
        raise CommandError("cli.account_name", most=LONGEST)


@group("user", help=N_("Tài khoản của trang quản trị."))
def user_group() -> None:
    """Accounts of the administration pages."""


@user_group.command("add", help=N_("Tạo tài khoản; lệnh sẽ hỏi mật khẩu."))
@_account_name
@option("--role", type=_ROLE, default="admin", show_default=True)
@click.pass_obj
def user_add(data: Path, name: str, role: str) -> None:
    """Make an account; asks for its password."""
    from site_data.passwords import hash_password
    from site_data.roles import as_role
    from site_data.site import Site

    _check_new_name(name)
    with Site.open(data) as site:
        if site.users.get(name) is not None:
            raise CommandError("cli.account_taken", name=name)
        site.users.add(name, hash_password(_ask_password(name)), as_role(role))
        site.audit.add(operator_name(), "account made", name, role)
    click.echo(gettext("{name} đăng nhập được ở /quan-tri", name=name))


@user_group.command("passwd", help=N_("Đổi mật khẩu của một tài khoản."))
@_account_name
@click.pass_obj
def user_passwd(data: Path, name: str) -> None:
    """Change the password of an account."""
    from site_data.passwords import hash_password

    with _known_account(data, name) as site:
        site.users.set_password(name, hash_password(_ask_password(name)))
        site.audit.add(operator_name(), "password changed", name)
    click.echo(gettext("đã đổi mật khẩu của {name}", name=name))


@user_group.command("list", help=N_("Liệt kê tài khoản: tên, vai trò, số phiên đang mở."))
@click.pass_obj
def user_list(data: Path) -> None:
    """Show the accounts: name, role, open sessions."""
    from datetime import UTC, datetime

    from site_data.site import Site

    with Site.open_to_read(data) as site:
        open_sessions = site.sessions.count(datetime.now(UTC))
        users = site.users.list()
        for user in users:
            opened = ngettext("{n} phiên đang mở", open_sessions.get(user.name, 0))
            click.echo(f"{user.name:24} {user.role:8} {opened}")
    if not users:
        click.echo(gettext("chưa có tài khoản nào: `run.py user add` hoặc `run.py user link` tạo tài khoản đầu tiên"))


@user_group.command("role", help=N_("Đổi vai trò của một tài khoản; các phiên của nó kết thúc."))
@_account_name
@click.argument("role", type=_ROLE)
@click.pass_obj
def user_role(data: Path, name: str, role: str) -> None:
    """Give an account another role; its sessions end."""
    from site_data.roles import as_role

    with _known_account(data, name) as site:
        known = site.users.get(name)
        if known is not None and known.role == role:
            raise CommandError("cli.role_same", name=name, role=role)
        site.users.set_role(name, as_role(role))
        site.audit.add(operator_name(), "role changed", name, role)
    click.echo(gettext("{name} nay có vai trò {role}", name=name, role=role))


@user_group.command("remove", help=N_("Xóa một tài khoản; các phiên của nó kết thúc ngay."))
@_account_name
@click.pass_obj
def user_remove(data: Path, name: str) -> None:
    """Remove an account; its sessions end at once."""
    with _known_account(data, name) as site:
        site.users.remove(name)
        site.audit.add(operator_name(), "account removed", name)
    click.echo(gettext("đã xóa tài khoản {name}", name=name))


@user_group.command("sign-out", help=N_("Kết thúc mọi phiên của một tài khoản."))
@_account_name
@click.pass_obj
def user_sign_out(data: Path, name: str) -> None:
    """End every session of an account."""
    with _known_account(data, name) as site:
        ended = site.sessions.end_all(name)
        if not ended:
            raise CommandError("cli.no_sessions", name=name)
        site.audit.add(operator_name(), "sessions ended", name)
    click.echo(ngettext("đã kết thúc {n} phiên của {name}", ended, name=name))


@user_group.command(
    "link", help=N_("In liên kết (phần đường dẫn) để NAME đặt mật khẩu; dùng được một lần, trong ba ngày.")
)
@_account_name
@option(
    "--role",
    type=_ROLE,
    default="editor",
    show_default=True,
    help=N_("Của tài khoản mới; tài khoản đã có giữ vai trò cũ."),
)
@click.pass_obj
def user_link(data: Path, name: str, role: str) -> None:
    """Print a link (its path) with which NAME sets a password; it works once, for three days."""
    from site_data.roles import as_role
    from site_data.site import Site
    from web.admin.setup_link import make_invitation

    with Site.open(data) as site:
        known = site.users.get(name)
        if known is None:
            _check_new_name(name)
        click.echo(make_invitation(site, name, as_role(known.role if known else role)))
        site.audit.add(operator_name(), "link made", name, known.role if known else role)


@user_group.command(
    "log", help=N_("In nhật ký mọi quyết định, mới nhất trước: khi nào, ai, việc gì, với gì, từ đâu hay vì sao.")
)
@option("-n", "count", type=click.IntRange(1, 10_000), default=50, show_default=True)
@option("--search", default="", help=N_("Chỉ những dòng có chữ này."))
@option(
    "--group",
    type=click.Choice(["tai-khoan", "an", "du-kien", "tu-ngu", "cau-tim", "nguon", "cong-viec"]),
    default=None,
    help=N_("Chỉ một loại: tài khoản, ẩn và xóa, dữ kiện, từ ngữ, câu tìm, nguồn, công việc."),
)
@click.pass_obj
def user_log(data: Path, count: int, search: str, group: str | None) -> None:
    """Print the audit log, the newest first: when, who, what, to what, from where or why."""
    from archive.articles.archive import Archive
    from jobs.audit_trail import AuditTrail
    from site_data.site import Site

    with Site.open_to_read(data) as site, Archive.open_to_read(data) as archive:
        for one in AuditTrail(site.engine, archive.engine).list(count, wanted=search, group=group or ""):
            click.echo("\t".join([one.at.isoformat(), one.who or "-", one.action, one.subject, one.detail]))


@contextmanager
def _known_account(data: Path, name: str) -> Iterator[Site]:
    """Open the site of an account. Raises CommandError when nobody is called so."""
    from site_data.site import Site

    with Site.open(data) as site:
        if site.users.get(name) is None:
            raise CommandError("cli.account_unknown", name=name)
        yield site


@group("token", help=N_("Mã truy cập cho chương trình dùng API nhiều hơn một người đọc."))
def token_group() -> None:
    """Tokens for programs that use the API more than a reader may."""


@token_group.command("add", help=N_("Tạo mã truy cập; nó chỉ hiện một lần (gửi kèm `Authorization: Bearer TOKEN`)."))
@click.argument("name")
@option("--per-minute", type=click.IntRange(1, 100_000), default=1200, show_default=True)
@click.pass_obj
def token_add(data: Path, name: str, per_minute: int) -> None:
    """Make a token; it is shown once (send it as `Authorization: Bearer TOKEN`)."""
    from site_data.site import Site

    if not name.strip() or not name.isprintable():
        raise CommandError("cli.name_missing")
    with Site.open(data) as site:
        click.echo(site.tokens.add(name, per_minute))
        site.audit.add(operator_name(), "token made", name, str(per_minute))


@token_group.command("list", help=N_("Liệt kê các mã truy cập và mức được gọi."))
@click.pass_obj
def token_list(data: Path) -> None:
    """Show whose tokens there are and what they allow."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        tokens = site.tokens.list()
    for token in tokens:
        click.echo(ngettext("{name}  {n} lượt gọi mỗi phút", token.per_minute, name=token.name))
    if not tokens:
        click.echo(gettext("chưa có mã truy cập nào"))


@token_group.command("revoke", help=N_("Thu hồi một mã truy cập ngay lập tức."))
@click.argument("name")
@click.pass_obj
def token_revoke(data: Path, name: str) -> None:
    """End a token at once."""
    from site_data.site import Site

    with Site.open(data) as site:
        if not site.tokens.revoke(name):
            raise CommandError("cli.token_unknown", name=name)
        site.audit.add(operator_name(), "token revoked", name)
    click.echo(gettext("mã truy cập của {name} đã bị thu hồi", name=name))


COMMANDS: tuple[click.Command, ...] = (user_group, token_group)
