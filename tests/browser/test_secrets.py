"""A canary secret and every token: found in no message, no page, no address and no log.

``test_faults`` looks for them after every failure, ``conftest`` after every test.
"""

from playwright.sync_api import expect

from components.simulator import Fault
from tests.browser.customers import hidden


def test_a_typed_secret_goes_to_the_server_once_and_never_comes_back(visit, pbx, secrets):
    screen = visit("/?period=2019-11-01..2019-11-10")

    screen.connect(app_id="guest", secret=secrets["guest"], host=pbx.url)
    expect(screen.figure("in_calls")).to_have_text("87")
    # Until the run ends, the browser holds what was typed into a form that is gone.
    screen.rest()
    screen.switch("source", "Call legs")
    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")

    assert screen.tells(hidden(pbx)) == set()
    assert screen.tells(["guest@example.org"])  # so a secret would have been noticed
    spoken = [frame for frame in screen.said if secrets["guest"].encode() in frame]
    assert len(spoken) == 1


def test_a_refused_secret_never_comes_back(visit, pbx):
    screen = visit("/connect")

    screen.connect(app_id="guest", secret="canary-refused", host=pbx.url)
    expect(screen.failure).to_contain_text("App ID or App Secret was refused.")

    assert screen.tells(hidden(pbx)) == set()
    assert any(b"canary-refused" in frame for frame in screen.said)


def test_no_log_holds_a_secret_or_a_token(visit, pbx, callboard, customer):
    screen = visit("/connect")
    screen.connect(app_id="guest", secret="canary-refused", host=pbx.url)
    expect(screen.failure).to_be_visible()
    screen.connect(app_id=customer.app_id, secret=customer.secret, host=pbx.url)
    expect(screen.part("kpi_in_calls")).to_be_visible()
    for fault in (Fault.UNAUTHORISED_401, Fault.RESET, Fault.HTML_200):
        screen.complete()
        pbx.faults.add(fault)
        screen.press("update")
        expect(screen.failure).to_be_visible()
        pbx.faults.clear()
        screen.press("again")
        expect(screen.failure).to_have_count(0)

    log = callboard.log

    assert [word for word in hidden(pbx) if word in log] == []
    for logger in ("DEBUG:httpcore", "INFO:httpx", "components.ringme"):
        assert logger in log  # so a secret would have been noticed
