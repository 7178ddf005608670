"""Commands on accounts and tokens: user add|passwd|list, token add|list|revoke."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command_error import CommandError

MINIMUM_PASSWORD = 10


def _ask_password() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < MINIMUM_PASSWORD:
        raise CommandError("cli.password_short", least=MINIMUM_PASSWORD)
    return password


@click.group("user")
def user_group() -> None:
    """Accounts of the administration pages."""


@user_group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(["reader", "editor", "admin"]), default="admin", show_default=True)
@click.pass_obj
def user_add(data: Path, name: str, role: str) -> None:
    """Make an account; asks for its password."""
    from site_data.passwords import hash_password
    from site_data.roles import as_role
    from site_data.site import Site

    with Site.open(data) as site:
        if site.users.get(name) is not None:
            raise CommandError("cli.account_taken", name=name)
        site.users.add(name, hash_password(_ask_password()), as_role(role))
    click.echo(f"{name} can sign in at /quan-tri")


@user_group.command("passwd")
@click.argument("name")
@click.pass_obj
def user_passwd(data: Path, name: str) -> None:
    """Change the password of an account."""
    from site_data.passwords import hash_password
    from site_data.site import Site

    with Site.open(data) as site:
        if site.users.get(name) is None:
            raise CommandError("cli.account_unknown", name=name)
        site.users.set_password(name, hash_password(_ask_password()))
    click.echo(f"the password of {name} is changed")


@user_group.command("list")
@click.pass_obj
def user_list(data: Path) -> None:
    """Show the accounts."""
    from site_data.site import Site

    with Site.open(data) as site:
        for user in site.users.list():
            click.echo(f"{user.name}  {user.role}")


@click.group("token")
def token_group() -> None:
    """Tokens for programs that use the API more than a reader may."""


@token_group.command("add")
@click.argument("name")
@click.option("--per-minute", type=click.IntRange(1, 100_000), default=1200, show_default=True)
@click.pass_obj
def token_add(data: Path, name: str, per_minute: int) -> None:
    """Make a token; it is shown once (send it as `Authorization: Bearer TOKEN`)."""
    from site_data.site import Site

    with Site.open(data) as site:
        click.echo(site.tokens.add(name, per_minute))


@token_group.command("list")
@click.pass_obj
def token_list(data: Path) -> None:
    """Show whose tokens there are and what they allow."""
    from site_data.site import Site

    with Site.open(data) as site:
        for token in site.tokens.list():
            click.echo(f"{token.name}  {token.per_minute} requests a minute")


@token_group.command("revoke")
@click.argument("name")
@click.pass_obj
def token_revoke(data: Path, name: str) -> None:
    """End a token at once."""
    from site_data.site import Site

    with Site.open(data) as site:
        if not site.tokens.revoke(name):
            raise CommandError("cli.token_unknown", name=name)
    click.echo(f"the token of {name} is revoked")


COMMANDS: tuple[click.Command, ...] = (user_group, token_group)
