"""How an operator's accounts open, and what somebody at the door can be shown to see."""

from argon2 import PasswordHasher

from components.access import passcode
from components.simulator import Account, Office

PASSCODE = "open sesame"

OFFICE = "office"
BRANCH = "branch"

ANN = {"is_logged_in": True, "email": "ann@example.com", "email_verified": True}
"""Whom the identity provider vouches for, and the operator allows."""

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

MODES = {
    "passcode": {
        "mode": "passcode",
        "passcode_hash": passcode.make(PASSCODE, hasher=_QUICK),
    },
    "oidc": {"mode": "oidc", "allowed": ["ann@example.com", "example.net"]},
    "open": {"mode": "open"},
}

AUTH = {
    "redirect_uri": "http://127.0.0.1:8501/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "callboard",
    "client_secret": "not-asked-for",
    "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
}


def customers():
    """Return the customers of a PBX: two whose accounts the operator set up, and a third."""
    offices = {OFFICE: Office.typical(), BRANCH: Office.quiet(), "own": Office.quiet()}
    return [
        Account(office=office, app_id=name, app_secret=name, client_id=100 + place)
        for place, (name, office) in enumerate(offices.items())
    ]


def secrets(pbx, mode):
    """Return the operator's secrets with two accounts, which open in one of the modes.

    Callers' numbers are switched on for the office alone.
    """
    accounts = {
        name: {
            "host": pbx.url,
            "app_id": name,
            "app_secret": name,
            "title": f"Customer {name}",
            "missed": name == OFFICE,
        }
        for name in (OFFICE, BRANCH)
    }
    return {"access": MODES[mode], "auth": AUTH, "accounts": accounts}


def type_passcode(at, typed=PASSCODE):
    """Type a passcode into the form and send it."""
    at.text_input("passcode").input(typed)
    (submit,) = [one for one in at.main.button if one.label == "Open"]
    return submit.click().run()


def sent(at):
    """Return everything that a run told the browser, as one text."""
    return "\n".join(str(node.proto) for node in at._tree if getattr(node, "proto", None))


def numbers(at):
    """Return what stands on a page where there are numbers: cards, charts, tables, a board."""
    kinds = ("metric", "plotly_chart", "table", "arrow_table", "dataframe", "arrow_data_frame")
    found = [kind for kind in kinds if at.get(kind)]
    keys = [node.key or "" for node in at._tree if getattr(node, "type", "") == "flex_container"]
    found += [key for key in keys if key.startswith(("diagnostics", "kpi_", "display_"))]
    return found + (["board"] if "st-key-wall_" in sent(at) else [])


def dark(at):
    """Tell whether this is the black page with a sentence, and nothing that could be pressed."""
    widgets = [*at.button, *at.text_input, *at.selectbox, *at.radio]
    return "data-reason" in sent(at) and not numbers(at) and not widgets and not len(at.sidebar)
