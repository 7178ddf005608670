"""An attribute that is made when it is first asked for, and never replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy_attribute(Generic[T]):  # noqa: N801  a decorator, named as such
    """Like ``functools.cached_property``, but of threads that ask first at once the first one's value stays.

    Kernels read arrays by their addresses, so what was given out once must not be replaced; ``cached_property`` has no lock from Python 3.12 on.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        """Make the value; from then on Python finds it in the instance itself."""
        value: T = instance.__dict__.setdefault(self._name, self._make(instance))
        return value
