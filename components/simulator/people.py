"""The extensions of an office: people, a menu, a queue and a fax."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ExtensionType(StrEnum):
    """What stands behind an extension, as the wire spells it."""

    PHONE = "phone"
    QUEUE = "queue"
    IVR = "ivr"
    FAX = "fax"


class Status(StrEnum):
    """Whether an extension may be used."""

    ACTIVE = "active"
    BLOCKED = "blocked"


PREFIX: Final = "000"
"""What stands before the ``*`` of every extension's name."""


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension: ``number`` is the short one, ``label`` any text, also empty or hostile."""

    id: int
    number: str
    label: str
    type: ExtensionType = ExtensionType.PHONE
    status: Status = Status.ACTIVE
    group_id: int | None = None

    @property
    def name(self) -> str:
        """The full name as on the wire, such as ``000*104``."""
        return f"{PREFIX}*{self.number}"

    def wire(self) -> dict[str, object]:
        """Return the JSON object by which the API shows this extension."""
        return {
            "id": self.id,
            "name": self.name,
            "type": self.type.value,
            "status": self.status.value,
            "label": self.label,
            "extension_group_id": self.group_id,
        }


# How many people the queue rings.
_AGENTS: Final = 5

_SALES: Final = 11
_SUPPORT: Final = 12
_BACK_OFFICE: Final = 13

MENU: Final = Extension(40100, "100", "Главное меню", ExtensionType.IVR)
QUEUE: Final = Extension(40150, "150", "Sales queue", ExtensionType.QUEUE, group_id=_SALES)

PEOPLE: Final[tuple[Extension, ...]] = (
    MENU,
    Extension(40101, "101", "Анна Петрова", group_id=_SALES),
    Extension(40102, "102", "Boris Klein", group_id=_SALES),
    Extension(40103, "103", "Виктор Соколов", group_id=_SALES),
    Extension(40104, "104", "Galina Ivanova", group_id=_SALES),
    Extension(40105, "105", "Дмитрий Ёлкин", group_id=_SALES),
    Extension(40106, "106", "Elena Fischer", group_id=_SUPPORT),
    Extension(40107, "107", "Жанна Щербакова", group_id=_SUPPORT),
    Extension(40108, "108", "Zoë O'Hara", group_id=_SUPPORT),
    Extension(40109, "109", "Игорь Мельник", group_id=_SUPPORT),
    Extension(40110, "110", "José García", group_id=_SUPPORT),
    Extension(40111, "111", "Ксения Орлова", group_id=_BACK_OFFICE),
    Extension(40112, "112", "Lars Nørgaard", group_id=_BACK_OFFICE),
    Extension(40113, "113", "", group_id=_BACK_OFFICE),
    Extension(40114, "114", "Марина (бухгалтерия)", group_id=_BACK_OFFICE),
    Extension(40115, "115", "Nikolai Weiß", group_id=_BACK_OFFICE),
    Extension(40116, "116", "Reception (old)", status=Status.BLOCKED),
    QUEUE,
    Extension(40190, "190", "Fax", ExtensionType.FAX),
)
"""The default office: fifteen people, one of them without a label, and what surrounds them."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays which part in generated calls."""

    phones: tuple[int, ...]
    agents: tuple[int, ...]
    menu: int
    queue: int

    @classmethod
    def of(cls, people: Sequence[Extension]) -> "Cast":
        """Cast the parts; the first active phones are the queue's agents.

        A phone stands in where there is no menu or queue. ValueError without an active phone.
        """
        active = [one for one in people if one.status is Status.ACTIVE]
        phones = tuple(one.id for one in active if one.type is ExtensionType.PHONE)
        if not phones:
            message = "an office with calls needs an active phone"
            raise ValueError(message)
        first = {one.type: one.id for one in reversed(active)}
        return cls(
            phones=phones,
            agents=phones[:_AGENTS],
            menu=first.get(ExtensionType.IVR, phones[0]),
            queue=first.get(ExtensionType.QUEUE, phones[0]),
        )
