"""A store's file is for its owner only, and a damaged one is kept beside the new one."""

import os
import stat

import pytest

from components.ledger.store import files
from tests.kept import MIDNIGHT

ASIDE = "callboard.db.damaged-20261101T000000Z"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request):
    """Set what the surroundings take away from every mode."""
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_file_and_its_folder_are_made_for_their_owner(path):
    files.prepare(path)

    assert (mode(path.parent), mode(path)) == (0o700, 0o600)


def test_a_folder_that_is_there_keeps_its_mode(path):
    path.parent.mkdir(mode=0o750)

    files.prepare(path)

    assert mode(path.parent) == 0o750


def test_a_file_that_is_there_keeps_what_is_in_it(path):
    files.prepare(path)
    path.write_bytes(b"kept")

    files.prepare(path)

    assert path.read_bytes() == b"kept"


def test_where_no_folder_can_be_made_it_is_an_error_of_the_system(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="file"):
        files.prepare(tmp_path / "file" / "callboard.db")


def test_a_damaged_file_is_renamed_after_the_moment(path):
    files.prepare(path)
    path.write_bytes(b"damaged")

    aside = files.set_aside(path, MIDNIGHT)

    assert aside == path.with_name(ASIDE)
    assert aside.read_bytes() == b"damaged"
    assert not path.exists()


def test_what_belongs_to_a_damaged_file_goes_with_it(path):
    files.prepare(path)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).write_text(companion)

    files.set_aside(path, MIDNIGHT)

    found = {entry.name for entry in path.parent.iterdir()}
    assert found == {ASIDE, f"{ASIDE}-wal", f"{ASIDE}-shm"}


@pytest.mark.parametrize("companion", ["", "-wal", "-shm"])
def test_nothing_that_was_set_aside_before_is_overwritten(path, companion):
    files.prepare(path)
    path.write_bytes(b"second")
    path.with_name(ASIDE + companion).write_bytes(b"first")

    aside = files.set_aside(path, MIDNIGHT)

    assert aside == path.with_name(f"{ASIDE}-1")
    assert path.with_name(ASIDE + companion).read_bytes() == b"first"


def test_a_file_is_known_under_another_name(path):
    files.prepare(path)
    known = files.identity(path)

    aside = files.set_aside(path, MIDNIGHT)

    assert files.identity(aside) == known


def test_another_file_of_the_same_name_is_told_apart(path):
    files.prepare(path)
    known = files.identity(path)
    files.set_aside(path, MIDNIGHT)

    files.prepare(path)

    assert files.identity(path) not in {None, known}


def test_no_file_is_no_identity(path):
    assert files.identity(path) is None
