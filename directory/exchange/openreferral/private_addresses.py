"""Whether an address at a personal mail host is of a group or a role, or of a person.

Small charities write from such hosts. What names a group or a role is a contact; what names a
person is not kept; in doubt nothing is kept until an editor has said which it is.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Judged = Literal["group", "person", "doubt"]
HOSTS = frozenset({
    "aol.com", "aol.co.uk", "blueyonder.co.uk", "btinternet.com", "gmail.com", "gmx.com",
    "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com",
    "mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com", "outlook.com", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
    "ymail.com", "hotmail.fr", "outlook.co.uk", "yahoo.ie", "rocketmail.com", "fsmail.net",
    "tiscali.co.uk", "talk21.com", "o2.co.uk", "orange.net", "virgin.net", "btopenworld.com",
})  # fmt: skip
"""Hosts at which persons have addresses."""
_ROLES = (
    "academy", "admin", "advice", "advocacy", "association", "bookings", "carers", "centre",
    "chair", "charity", "childminding", "church", "club", "committee", "community", "contact",
    "coordinator", "council", "creche", "daycare", "duty", "enquiries", "enquiry", "families",
    "family", "forum", "foundation", "foodbank", "group", "hello", "help", "hub", "info",
    "kids", "library", "mail", "manager", "ministry", "mosque", "network", "nursery", "office",
    "parents", "parish", "playgroup", "playschool", "preschool", "project", "reception",
    "referrals", "scouts", "secretary", "service", "society", "sports", "support", "team",
    "theatre", "toddlers", "treasurer", "trust", "village", "volunteering", "youth",
)  # fmt: skip
"""Words of a role or a group. A short one counts as a whole word alone: Hubbard is no hub."""
LONG = 7
"""Letters from which a word of a role counts within another too."""
_FIRST_NAMES = frozenset({
    "abigail", "adam", "aisha", "alan", "alex", "alexandra", "alice", "alison", "amanda",
    "amelia", "amy", "andrea", "andrew", "angela", "anita", "ann", "anna", "anne", "anthony",
    "ashley", "barbara", "ben", "benjamin", "beth", "bob", "brenda", "brian", "bridget", "carl",
    "carol", "caroline", "catherine", "charlotte", "chloe", "chris", "christine", "christopher",
    "claire", "clare", "colin", "craig", "daniel", "danielle", "darren", "dave", "david",
    "dawn", "deborah", "debbie", "denise", "diane", "donna", "dorothy", "edward", "eileen",
    "elaine", "elizabeth", "ellie", "emily", "emma", "eric", "fatima", "fiona", "frances",
    "gareth", "gary", "gavin", "gemma", "geoff", "george", "gillian", "gordon", "graham",
    "hannah", "harry", "hayley", "heather", "helen", "ian", "imran", "irene", "isabel", "jack",
    "jackie", "jacqueline", "jake", "james", "jane", "janet", "janice", "jason", "jayne",
    "jean", "jeff", "jennifer", "jenny", "jessica", "jill", "jim", "joan", "joanna", "joanne",
    "joe", "john", "jonathan", "josh", "joshua", "joyce", "judith", "julia", "julian", "julie",
    "karen", "kate", "katherine", "kathleen", "katie", "keith", "kelly", "ken", "kerry",
    "kevin", "kim", "kirsty", "laura", "lauren", "leanne", "lee", "lesley", "liam", "linda",
    "lindsay", "lisa", "lorraine", "louise", "lucy", "luke", "lynn", "lynne", "maggie", "mandy",
    "marcus", "margaret", "maria", "marie", "marion", "martin", "mary", "matt", "matthew",
    "maureen", "megan", "melanie", "michael", "michelle", "mick", "mike", "mohammed", "monica",
    "muhammad", "natalie", "natasha", "neil", "nicholas", "nicky", "nicola", "nigel", "olivia",
    "pam", "pamela", "pat", "patricia", "patrick", "paul", "paula", "pauline", "peter",
    "philip", "phil", "rachel", "rebecca", "richard", "robert", "roger", "ruth", "ryan",
    "sally", "sam", "samantha", "sandra", "sara", "sarah", "sharon", "sheila", "shirley",
    "simon", "sophie", "stacey", "stella", "stephanie", "stephen", "steve", "steven", "stuart",
    "sue", "susan", "suzanne", "tanya", "teresa", "terry", "tina", "tom", "tony", "tracey",
    "tracy", "valerie", "vanessa", "vicky", "victoria", "wayne", "wendy", "yvonne", "zoe",
})  # fmt: skip
"""Common first names in Britain: an address that begins with one, or has one as a word, may be a
person's."""
_LINKS = frozenset({"the", "and", "for", "of", "in"})
_COMMON = frozenset({"service", "services", "community", "limited"})
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class FeedContacts:
    """What editors said of the addresses of a feed that were in doubt, by their codes."""

    feed: str = ""
    groups: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    def code(self, address: str) -> str:
        """Return what stands for an address in the list of those in doubt; it does not tell it."""
        text = f"{self.feed}\x1f{address.casefold()}"
        return hashlib.sha256(text.encode()).hexdigest()[:10]


UNDECIDED = FeedContacts()


def judge(address: str, groups: Iterable[str], persons: Collection[str]) -> Judged:
    """Return what an address at a personal host is of.

    `groups` are the names of the service and who provides it; `persons` are parts of the names of
    people that the record names.
    """
    local = address.casefold().rpartition("@")[0].removeprefix("mailto:")
    words = re.findall(r"[^\W\d_]+", local)
    letters = "".join(words)
    if not letters or any(part in letters for part in persons):
        return "person"
    is_group = any(map(_is_role, words)) or _names_any(letters, groups)
    is_person = any(word in _FIRST_NAMES for word in words) or _looks_named(words)
    if is_group and not is_person:
        return "group"
    return "person" if is_person and not is_group else "doubt"


def _is_role(word: str) -> bool:
    return word in _ROLES or any(role in word for role in _ROLES if len(role) >= LONG)


def _names_any(letters: str, groups: Iterable[str]) -> bool:
    """Say whether letters hold a telling word of a name, or the first letters of its words."""
    for name in groups:
        words = [word for word in re.findall(r"[^\W\d_]+", name.casefold()) if word not in _LINKS]
        if not _FIRST_NAMES.isdisjoint(words):
            continue  # a childminder, say: the name of the service is that of a person
        telling = [word for word in words if len(word) > SHORTEST and word not in _COMMON]
        initials = "".join(word[0] for word in words)
        if any(word in letters for word in telling) or (len(initials) > 2 and initials in letters):
            return True
    return False


def _looks_named(words: list[str]) -> bool:
    """Say whether an address begins with a first name, or is an initial and a surname."""
    first = words[0]
    begins = any(first.startswith(name) for name in _FIRST_NAMES if len(name) >= SHORTEST)
    return begins or (len(first) == 1 and len(words) == 2)


def hint_of(address: str) -> str:
    """Return as much of an address as the list shows: its first two letters."""
    return f"{address.removeprefix('mailto:')[:2]}…"
