"""The passcode's field: the right one lets in, others are told and slowed down."""

import pytest

from components.ui import passcode
from tests.pages import doors


@pytest.fixture
def field(stage):
    """Draw the field, as the operator has set the passcode."""
    return stage(passcode.draw, secrets={"access": doors.MODES["passcode"]}).run()


def test_the_right_one_lets_in(field, remembered):
    at = doors.type_passcode(field)

    assert remembered(at).passcode is True
    assert not at.error


def test_a_wrong_one_is_told_and_lets_nobody_in(field, remembered):
    at = doors.type_passcode(field, "open sesam")

    assert remembered(at).passcode is False
    assert "This is not the passcode" in at.error[0].value


def test_nothing_typed_is_no_try(field):
    at = doors.type_passcode(field, "")

    assert "Enter the passcode" in at.error[0].value


def test_after_five_wrong_ones_even_the_right_one_has_to_wait(field, remembered):
    for _ in range(5):
        doors.type_passcode(field, "open sesam")

    at = doors.type_passcode(field)

    assert remembered(at).passcode is False
    assert "Too many wrong passcodes" in at.error[0].value
