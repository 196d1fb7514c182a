"""A title as it is compared, and the id that a proposed task gets from it."""
import unicodedata
import uuid

# Unicode's White_Space; Python's own notion holds four separators more.
SPACES = dict.fromkeys([*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " ")


def folded(text):
    """NFD, marks dropped, case folded, runs of white space one space, trimmed."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    return " ".join(word for word in bare.casefold().translate(SPACES).split(" ") if word)


def identity(agent, plan, title, when):
    """Version 5 of the four lines in the URL namespace."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join((agent, plan or "", folded(title), when))))
