"""What a service is, and how it may help, in words for a parent: by its programme, or its kind.

They are ours rather than the directory's: a provider writes for those who refer, and says who a
service is meant for, which is what a sheet must not say.
"""

from typing import NamedTuple

from directory.web.signpost.languages import N_, is_said
from matcher.programmes import Programme


class KindText(NamedTuple):
    """What a family reads of one service."""

    what: str
    helps: str


KINDS = {
    "parenting": KindText(
        N_("A course for parents and carers."),
        N_("You learn new ways to get on with your child. You can ask what is on your mind."),
    ),
    "home_visiting": KindText(
        N_("A worker comes to see you at home."),
        N_("They help you with your child. You can talk with them about how things are going."),
    ),
    "therapeutic": KindText(
        N_("Time with someone who is trained to listen and help."),
        N_("It can help you and your child feel closer and more at ease."),
    ),
    "advocacy": KindText(
        N_("Someone who speaks up for you."),
        N_("They help you to be heard. They can go with you when you meet other people."),
    ),
    "practical_help": KindText(
        N_("Help with things you need from day to day."),
        N_("It may be food, clothes, toys or a lift to where you need to be."),
    ),
    "assessment": KindText(
        N_("A worker gets to know you and your family."),
        N_("They find out with you what would help most. Then you make a plan."),
    ),
    "perpetrator": KindText(
        N_("Talks with a worker, or in a group."),
        N_("You learn ways to stay calm and get on well with the people close to you."),
    ),
    "substance_misuse": KindText(
        N_("Help to feel well and make a change."),
        N_("You can talk about what you want to change. You go step by step."),
    ),
    "mental_health": KindText(
        N_("Someone to talk to when you feel low, worried or tired."),
        N_("It can help you to feel better and to cope with the day."),
    ),
    "domestic_abuse": KindText(
        N_("People who listen and are on your side."),
        N_("They help you plan what you want to do next."),
    ),
    "youth_work": KindText(
        N_("A worker who spends time with young people."),
        N_("They listen, and do things with your child that they like."),
    ),
    "training": KindText(
        N_("A course for people who look after children."),
        N_("You learn more about what children need and what helps them."),
    ),
    "front_door": KindText(
        N_("The council team for children and families."),
        N_("You can ask them what help there is."),
    ),
    "helpline": KindText(
        N_("People you can call or write to."),
        N_("They listen, and tell you what help there is."),
    ),
    "other": KindText(
        N_("Help for families."),
        N_("Ask them what they can do for you."),
    ),
}


def text_of(kind: str, programme: Programme | None) -> KindText:
    """Return the words of a programme, as far as this language has them; else those of the kind."""
    said = programme.family_says if programme else ()
    if said and all(map(is_said, said)):
        return KindText(*said)
    return KINDS.get(kind, KINDS["other"])
