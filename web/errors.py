"""Errors of the site: ``WebError`` > ``PortInUse``, ``AddressRefused``. The command line prints one as one line."""

from coded_error import CodedError


class WebError(CodedError):
    """The site cannot do what it was asked to do."""


class PortInUse(WebError):
    """Another program listens on the port."""


class AddressRefused(WebError):
    """This machine cannot listen on the address."""
