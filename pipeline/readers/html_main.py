"""Which elements of a page are its main text, and which its furniture: menus, banners, footers, lists of links.

Pages say it by elements and roles (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles), by the names of classes, or not
at all: then a block of short links and little else is a menu. Elements are known by their number in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Nobody reads these on a page.
_UNSEEN_TAGS = frozenset(
    "head title script style template noscript svg iframe object audio video canvas "
    "button select datalist option input textarea label".split()
)
_UNSEEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
# Leads from a note back to its call.
_UNSEEN_ROLE = "doc-backlink"

_FURNITURE_TAGS = frozenset({"nav", "dialog"})
# Within the main part these are of the text: the title and the date above an article, a box beside it.
_OUTER_FURNITURE_TAGS = frozenset({"header", "footer", "aside"})
_FURNITURE_ROLES = frozenset(
    "navigation search banner contentinfo dialog alertdialog menu menubar toolbar tablist".split()
)
_FURNITURE_NAMES = re.compile(
    r"(?<![a-z])(?:cookies?|gdpr|rgpd|bread-?crumbs?|ariane|share|sharing|partage[rz]?|social-(?:links|media|icons|share)|"
    r"reseaux-sociaux|newsletter|infolettre|side-?bar|menus?|nav-?bar|nav|navigation|pagination|pager|related|comments|"
    r"commentaires|advert(?:isement)?s?|publicite|pop-?up|modal|skip-links?)(?![a-z])"
)
_OUTER_FURNITURE_NAMES = re.compile(r"(?<![a-z])(?:footer|header|top-?bar)(?![a-z])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# As long as class names that mean something are.
_NAMES_READ = 500

_WHOLE = frozenset({"html", "body", "main", "article"})
_BLOCKS = frozenset("ul ol dl div td table tr p section aside form center".split())
# A menu: so many links, so few words each, so little else.
_MENU_LINKS, _MENU_WORDS, _MENU_SHARE = 3, 4, 0.8
_DIGIT = re.compile(r"\d")


def is_unseen(tag: str, attributes: dict[str, str]) -> bool:
    """Whether a page does not show an element, or shows no text for it."""
    return (
        tag in _UNSEEN_TAGS
        or "hidden" in attributes
        or attributes.get("role") == _UNSEEN_ROLE
        or ("style" in attributes and _UNSEEN_STYLE.search(attributes["style"]) is not None)
    )


@dataclass(slots=True)
class _Open:
    """An element that has begun, with the words in it so far, those in links, and those not of furniture."""

    number: int
    tag: str
    unseen: bool
    named_furniture: bool
    in_main: bool
    is_main: bool
    in_link: bool
    words: int = 0
    linked: int = 0
    kept: int = 0
    links: int = 0
    has_digits: bool = False
    is_needed: bool = False  # holds the main part or the title


class Survey:
    """Follows a page and finds its parts."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._count = 0
        self._words = self._kept = 0
        self._furniture: dict[int, int] = {}
        self._parts: list[tuple[int, int]] = []

    def furniture(self) -> frozenset[int]:
        """Numbers of the elements to leave out; what holds most of a page is none, whatever its name."""
        return frozenset(number for number, words in self._furniture.items() if 2 * words <= self._words)

    def main_part(self) -> int | None:
        """Number of the element that holds most of the text; None for the whole page."""
        words, number = max(((words, -number) for words, number in self._parts), default=(0, 0))
        return -number if words and 2 * words >= self._kept else None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        parent = self._open[-1] if self._open else None
        is_main = tag in ("main", "article") or attributes.get("role") == "main"
        in_main = is_main or (parent is not None and parent.in_main)
        opened = _Open(
            number=self._count,
            tag=tag,
            unseen=(parent is not None and parent.unseen) or is_unseen(tag, attributes),
            named_furniture=_is_named_furniture(tag, attributes, in_main),
            in_main=in_main,
            is_main=is_main,
            in_link=tag == "a" or (parent is not None and parent.in_link),
            is_needed=tag in ("main", "h1") or attributes.get("role") == "main",
        )
        opened.links = int(tag == "a")
        self._open.append(opened)
        self._count += 1

    def data(self, text: str) -> None:
        """Count words."""
        if self._open and not self._open[-1].unseen:
            within, words = self._open[-1], len(text.split())
            within.words += words
            within.kept += words
            within.linked += words if within.in_link else 0
            within.has_digits |= _DIGIT.search(text) is not None

    def end(self, tag: str) -> None:
        """End an element."""
        closed = self._open.pop()
        if _is_furniture(closed):
            self._furniture[closed.number] = closed.words
            closed.kept = 0
        elif closed.is_main:
            self._parts.append((closed.kept, closed.number))
        if not self._open:
            self._words += closed.words
            self._kept += closed.kept
            return
        parent = self._open[-1]
        parent.words += closed.words
        parent.kept += closed.kept
        parent.linked += closed.linked
        parent.links += closed.links
        parent.has_digits |= closed.has_digits
        parent.is_needed |= closed.is_needed


def _is_named_furniture(tag: str, attributes: dict[str, str], in_main: bool) -> bool:
    if tag in _WHOLE:
        return False
    names = f"{attributes.get('class', '')[:_NAMES_READ]} {attributes.get('id', '')[:_NAMES_READ]}"
    names = _CAMEL.sub("-", names).lower().replace("_", "-")
    return (
        tag in _FURNITURE_TAGS
        or attributes.get("role") in _FURNITURE_ROLES
        or _FURNITURE_NAMES.search(names) is not None
        or (not in_main and (tag in _OUTER_FURNITURE_TAGS or _OUTER_FURNITURE_NAMES.search(names) is not None))
    )


def _is_furniture(closed: _Open) -> bool:
    if closed.is_needed or closed.tag in _WHOLE:
        return False
    return closed.named_furniture or (
        closed.tag in _BLOCKS
        and not closed.has_digits
        and closed.links >= _MENU_LINKS
        and closed.words <= _MENU_WORDS * closed.links
        and closed.linked >= _MENU_SHARE * closed.words
    )
