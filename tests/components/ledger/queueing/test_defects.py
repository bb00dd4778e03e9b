"""A defect of ours is told by its place, never by the values in it."""

import pytest

from components.ledger.queueing.defects import reported

CANARY = "canary-5ecre7"


def test_a_defect_is_logged_with_its_place_and_without_its_message(caplog):
    with pytest.raises(ValueError, match=CANARY) as caught:
        int(CANARY)

    told = str(reported(caught.value))

    assert told.rsplit(maxsplit=1)[-1] in caplog.text
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text + told
