"""What the program leaves in a Word file to know it again, by name: bookmarks, base part, properties, author."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

AUTHOR = "自动编写"
"""Who our comments and tracked changes are by."""
INITIALS = "自动"
PREFIX = "_nrt_"
"""How the names of our bookmarks begin; the underscore keeps Word from listing them."""
NAMESPACE = "urn:narrator:base:1"
"""The namespace of the custom XML part that carries the base."""
STORE_ID = "{6B1F2D5A-8C34-4E0B-9A57-2E4D0C7B1F63}"
"""The item id of that part; a stranger finds it by its namespace, since other programs rename parts."""
PROPERTY = "narrator-base"
"""The custom document property that holds the hash of the base."""


@lru_cache(maxsize=4096)  # reports share most of their ids
def name(id: str) -> str:
    """The bookmark of the paragraph or table with this id, 21 characters; Word takes 40."""
    return PREFIX + blake2b(id.encode(), digest_size=8).hexdigest()


def slot_name(paragraph: str, slot: int) -> str:
    """The bookmark of a number or placeholder, counted from 1, in the paragraph with this bookmark."""
    return f"{paragraph}_{slot}"


def owner(bookmark: str) -> str:
    """The bookmark of the paragraph that a bookmark of ours belongs to, itself where it is that of a paragraph."""
    return bookmark[: len(PREFIX) + 16]
