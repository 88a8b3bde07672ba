import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Access, Settings
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.admission.invitations import LIFETIME_DAYS, Accepted, Invitations
from bot.telegram_app.conversation.deep_links import LinkedInvitation, followed, invitation_payload
from bot.telegram_app.tables import FILE_NAME, open_database
from corpus.database import Database

OWNER, OTHER_OWNER, GUEST, SECOND = 1, 2, 5, 6
DAY = 24 * 3600


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def door(policy: Access = Access.INVITE, *owners: int) -> Doorkeeper:
    settings = Settings(access=policy, admin_ids=frozenset(owners or (OWNER, OTHER_OWNER)))
    return Doorkeeper(settings, samples_only=lambda: False)


def test_one_person_comes_by_an_invitation_and_is_known_after_a_restart(
    database: Database,
) -> None:
    doorkeeper = door()
    invitations = Invitations(database, doorkeeper)
    token = invitations.make(OWNER, "de").token
    assert not doorkeeper.admits(GUEST)
    assert invitations.accept(token, GUEST) == Accepted(OWNER, "de")
    assert doorkeeper.admits(GUEST)
    assert invitations.accept(token, SECOND) is None
    assert not doorkeeper.admits(SECOND)
    later = door()
    again = Invitations(database, later)
    assert later.admits(GUEST)
    assert [guest.person for guest in again.guests()] == [GUEST]
    again.take_back(GUEST)
    assert not later.admits(GUEST)
    assert again.guests() == ()


def test_an_invitation_ends(database: Database) -> None:
    clock = Clock()
    invitations = Invitations(database, door(), clock)
    token = invitations.make(OWNER, "en").token
    clock.now += LIFETIME_DAYS * DAY - 1
    assert invitations.is_open(token)
    clock.now += 1
    assert not invitations.is_open(token)
    assert invitations.accept(token, GUEST) is None


def test_what_is_forged_or_cancelled_lets_nobody_in(database: Database) -> None:
    invitations = Invitations(database, door())
    made = invitations.make(OWNER, "en")
    other = invitations.make(OWNER, "en")
    assert made.token != other.token
    for forged in ("", made.token[:-1], made.token.swapcase(), "A" * 22, "'; DROP TABLE guest"):
        assert invitations.accept(forged, GUEST) is None
    invitations.cancel(made.number)
    assert invitations.accept(made.token, GUEST) is None
    assert invitations.accept(other.token, GUEST) is not None


def test_who_is_no_owner_any_more_invites_nobody(database: Database) -> None:
    token = Invitations(database, door()).make(OTHER_OWNER, "en").token
    assert Invitations(database, door(Access.INVITE, OWNER)).accept(token, GUEST) is None
    assert Invitations(database, door()).accept(token, GUEST) is not None


@pytest.mark.parametrize("policy", [Access.ALLOWLIST, Access.OPEN])
def test_where_access_is_not_by_invitation_none_counts(database: Database, policy: Access) -> None:
    inviting = Invitations(database, door())
    inviting.accept(inviting.make(OWNER, "en").token, GUEST)
    token = inviting.make(OWNER, "en").token
    doorkeeper = door(policy)
    invitations = Invitations(database, doorkeeper)
    assert doorkeeper.admits(GUEST) is (policy is Access.OPEN)
    assert invitations.accept(token, SECOND) is None
    assert inviting.is_open(token)


def test_taking_back_a_listed_person_s_invitation_does_not_shut_them_out(
    database: Database,
) -> None:
    doorkeeper = door()
    Invitations(database, doorkeeper).take_back(OWNER)
    assert doorkeeper.admits(OWNER)


def test_the_file_does_not_hold_the_token(database: Database, tmp_path: Path) -> None:
    token = Invitations(database, door()).make(OWNER, "en").token
    assert re.fullmatch("[A-Za-z0-9_-]{22}", token)
    assert followed(invitation_payload(token)) == LinkedInvitation(token)
    database.close()
    for path in tmp_path.glob(f"{FILE_NAME}*"):
        assert token.encode() not in path.read_bytes()


def test_bots_that_share_a_data_folder_share_their_guests_at_once(database: Database) -> None:
    """Both running: neither is started again."""
    one, other = door(), door()
    first, second = Invitations(database, one), Invitations(database, other)
    assert first.accept(second.make(OWNER, "en").token, GUEST)
    assert other.admits(GUEST)
    second.take_back(GUEST)
    assert not one.admits(GUEST)
