"""What each kind of service is, and how it may help, in words for a parent.

They are ours rather than the directory's: a provider writes for those who refer, and says who a
service is meant for, which is what a sheet must not say.
"""

from typing import NamedTuple

from directory.signpost.languages import N_


class Kind(NamedTuple):
    """Two sentences about one kind of service."""

    what: str
    helps: str


KINDS = {
    "parenting": Kind(
        N_("A course for parents and carers."),
        N_("You learn new ways to get on with your child. You can ask what is on your mind."),
    ),
    "home_visiting": Kind(
        N_("A worker comes to see you at home."),
        N_("They help you with your child. You can talk with them about how things are going."),
    ),
    "therapeutic": Kind(
        N_("Time with someone who is trained to listen and help."),
        N_("It can help you and your child feel closer and more at ease."),
    ),
    "advocacy": Kind(
        N_("Someone who speaks up for you."),
        N_("They help you to be heard. They can go with you when you meet other people."),
    ),
    "practical_help": Kind(
        N_("Help with things you need from day to day."),
        N_("It may be food, clothes, toys or a lift to where you need to be."),
    ),
    "assessment": Kind(
        N_("A worker gets to know you and your family."),
        N_("They find out with you what would help most. Then you make a plan."),
    ),
    "perpetrator": Kind(
        N_("Talks with a worker, or in a group."),
        N_("You learn ways to stay calm and get on well with the people close to you."),
    ),
    "substance_misuse": Kind(
        N_("Help to feel well and make a change."),
        N_("You can talk about what you want to change. You go step by step."),
    ),
    "mental_health": Kind(
        N_("Someone to talk to when you feel low, worried or tired."),
        N_("It can help you to feel better and to cope with the day."),
    ),
    "domestic_abuse": Kind(
        N_("People who listen and are on your side."),
        N_("They help you plan what you want to do next."),
    ),
    "youth_work": Kind(
        N_("A worker who spends time with young people."),
        N_("They listen, and do things with your child that they like."),
    ),
    "training": Kind(
        N_("A course for people who look after children."),
        N_("You learn more about what children need and what helps them."),
    ),
    "other": Kind(
        N_("Help for families."),
        N_("Ask them what they can do for you."),
    ),
}
