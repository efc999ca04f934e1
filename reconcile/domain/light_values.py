"""Values of which a run makes hundreds of thousands.

The `__init__` of a frozen dataclass sets each field by a call, and takes nearly three times as long as one that assigns
them: seconds, in a large run. A `light_value` is declared as a frozen dataclass and is one to the type checker, which
refuses every assignment; when the program runs, nothing does. It is compared, hashed, printed and replaced like one.
"""

from typing import TYPE_CHECKING

__all__ = ["light_value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as light_value
else:
    from dataclasses import dataclass

    def light_value(*, frozen: bool, slots: bool, kw_only: bool) -> object:
        """Decorates a class as `dataclass` does. Raises ValueError unless it is declared frozen."""
        if not frozen:
            raise ValueError("a light value is declared frozen, so that the type checker refuses to change it")
        return dataclass(slots=slots, kw_only=kw_only, unsafe_hash=True)
