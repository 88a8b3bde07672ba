"""What is said about invitations: to owners, who make them, and to those who come by one."""

from datetime import date

from bot.wording.conventions import day, grouped
from bot.wording.translation import _, ngettext


def new_link_button() -> str:
    """The button that makes an invitation."""
    return _("New link")


def invitation(number: int, link: str, last_day: date) -> str:
    """A new invitation, for the owner to pass on.

    Args:
        number: by which the list names it.
        link: the whole address.
        last_day: until when it is good.
    """
    return _(
        "Link {number}, to be passed on: whoever follows it first may ask me, until you take that "
        "back. It works once, and until {day}.\n\n{link}"
    ).format(number=number, day=day(last_day), link=link)


def open_lead(count: int) -> str:
    """What stands above the invitations that nobody has used."""
    return ngettext(
        "{count} link is open. A button cancels it:",
        "{count} links are open. A button cancels them:",
        count,
    ).format(count=grouped(count))


def open_line(number: int, last_day: date) -> str:
    """An invitation in the list."""
    return _("• Link {number}, until {day}").format(number=number, day=day(last_day))


def cancel_listed_button(number: int) -> str:
    """The button that ends an invitation from the list."""
    return _("✕ Link {number}").format(number=number)


def cancel_button() -> str:
    """The button that ends an invitation nobody has used."""
    return _("Cancel link")


def cancelled() -> str:
    """What stands in place of a link that was ended."""
    return _("This link does not work any more.")


def not_by_invitation(*, everybody: bool) -> str:
    """What ``/invite`` says where invitations do not count.

    Args:
        everybody: whether everybody may ask.
    """
    if everybody:
        return _(
            "Everybody may ask me. To let in only whom you list or invite, set ACCESS=invite and "
            "start me again."
        )
    return _(
        "Only those may ask me whom ALLOWED_IDS and ADMIN_IDS list. To invite people as well, set "
        "ACCESS=invite and start me again."
    )


def guests_lead(count: int) -> str:
    """What stands above those who have come by an invitation."""
    if not count:
        return _("Nobody may ask me by invitation now.")
    return ngettext(
        "{count} person may ask me by invitation. A button takes that back:",
        "{count} people may ask me by invitation. A button takes that back:",
        count,
    ).format(count=grouped(count))


def guest_line(first_name: str, username: str, person: int, since: date) -> str:
    """A guest in the list.

    Args:
        first_name: empty where it is not known.
        username: without ``@``; empty where there is none.
        person: the id.
        since: the day of the invitation's use.
    """
    called = " ".join(filter(None, [first_name, f"@{username}" if username else ""]))
    known = _("id {id}, since {day}").format(id=person, day=day(since))
    return f"• {called} ({known})" if called else f"• {known}"


def take_back_button(name: str) -> str:
    """The button that lets a guest in no longer."""
    return f"✕ {name}"


def taken_back() -> str:
    """That a guest may not ask any more."""
    return _("Taken back.")


def welcome() -> str:
    """What somebody is told whom an invitation has let in."""
    return _("Welcome! By this invitation you may ask me from now on.")


def still_open() -> str:
    """What somebody is told who follows an invitation and is in already."""
    return _("You may ask me already, so this invitation is still good for somebody else.")


def not_good() -> str:
    """That an invitation lets nobody in."""
    return _("This invitation is not good any more: somebody has used it, or its time is over.")


def accepted(name: str, person: int) -> str:
    """What an owner is told when somebody has come.

    Args:
        name: empty where it cannot be seen.
        person: the id.
    """
    if name:
        return _("{name} (id {id}) has accepted your invitation.").format(name=name, id=person)
    return _("Somebody (id {id}) has accepted your invitation.").format(id=person)
