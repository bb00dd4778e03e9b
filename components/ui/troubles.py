"""Every failure in one plain sentence, and what to do about it.

The sentences for all of ``components.ringme.errors`` stand here and nowhere
else. They are made of our own words only: nothing that the PBX said, or that
somebody typed, is repeated in them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from components.ledger.queueing.turns import QuotaKept
from components.ringme import errors
from components.ringme.errors import Denial, HostProblem, NoConnection, Resource
from components.ui.language import _


def sentence(error: errors.RingmeError, *, clock: Callable[[datetime], str]) -> str:
    """Return what a person needs to know about a failure, in the visitor's language.

    ``clock`` spells a moment in the zone on screen.
    """
    told = _plain().get(type(error)) or _("Something went wrong. The log says what.")
    match error:
        case errors.HostRefused(problem=problem):
            told = _hosts()[problem]
        case errors.Unreachable(kind=kind):
            told = _connections().get(kind, told)
        case errors.AccessDenied(denial=denial, resource=resource):
            told = _denials().get(denial) or f"{told} {_cures().get(resource, _other_cure())}"
        case QuotaKept(resets_at=datetime() as resets_at):
            told = _(
                "What is left of the hourly quota is kept for other programs. "
                "New numbers come at {time}, or sooner."
            ).format(time=clock(resets_at))
        case errors.QuotaUsedUp(resets_at=datetime() as resets_at):
            told = _("The hourly quota of requests is used up. New numbers come at {time}.")
            told = told.format(time=clock(resets_at))
        case errors.PbxFault(status=status):
            told = told.format(status=status)
        case errors.BadRequest(reference=reference):
            told = told.format(reference=reference)
        case errors.UnexpectedAnswer(field=field) if field != "body":
            told += " " + _("The fault is in: {field}.").format(field=field)
    return told


def _plain() -> Mapping[type[errors.RingmeError], str]:
    unexpected = _("The PBX answered something that cannot be read. Nothing of it was kept.")
    return {
        errors.Unreachable: _("No connection to the PBX. Check the host and the network."),
        errors.CertificateRefused: _(
            "The certificate of the host was refused, so nothing was sent to it."
        ),
        errors.NoAnswer: _("The PBX did not answer in time, or broke off. It may need a minute."),
        errors.PbxFault: _("The PBX has a fault of its own (code {status}). Try again later."),
        errors.Redirected: _("This host redirects, so it is not the API. Check the host."),
        errors.CredentialsRefused: _("App ID or App Secret was refused. Check both."),
        errors.SignInUnavailable: _(
            "The sign-in service of the PBX does not answer properly. Try again later."
        ),
        errors.AccessDenied: _("The application lacks the right to this."),
        errors.NotFound: _("The PBX does not have what was asked for. An extension may be gone."),
        errors.ClientNotFound: _("The PBX knows no such client. Check whose App ID it is."),
        errors.BadRequest: _("The PBX did not understand the request: {reference} in the log."),
        errors.QuotaUsedUp: _(
            "The hourly quota of requests is used up. New numbers come in the next hour."
        ),
        errors.StatisticsBusy: _(
            "The PBX is busy with another statistics request. Try again in a moment."
        ),
        errors.UnexpectedAnswer: unexpected,
        errors.AnswerTooLarge: unexpected,
    }


def _hosts() -> Mapping[HostProblem, str]:
    alone = _("Enter the host's name alone, with nothing before or after it.")
    return {
        HostProblem.EMPTY: _("Enter the host of your provider's API."),
        HostProblem.MALFORMED: _("This is not the name of a host."),
        HostProblem.NOT_HTTPS: _("Only https hosts are asked, so that the secret stays secret."),
        HostProblem.USER_INFO: alone,
        HostProblem.PATH: alone,
        HostProblem.PORT: _("The API is asked on port 443 only. Leave the port out."),
        HostProblem.ADDRESS: _("Enter the host's name, not its IP address."),
        HostProblem.NOT_ALLOWED: _(
            "This host is not on the list of allowed hosts. The operator can add it."
        ),
    }


def _connections() -> Mapping[NoConnection, str]:
    return {
        NoConnection.NAME: _("No connection: there is no host of this name. Check the host."),
        NoConnection.REFUSED: _("No connection: the host accepts none. Check it, or try later."),
        NoConnection.TIMEOUT: _("No connection: the host is silent. Check the network."),
    }


def _denials() -> Mapping[Denial, str]:
    return {
        Denial.USER_BLOCKED: _("The PBX has blocked this user. Ask the provider to unblock it."),
        Denial.USER_ACCESS_TYPE: _(
            "This user's kind of access does not allow this. Change it in the provider's cabinet."
        ),
        Denial.APP_ACCESS_TYPE: _(
            "This type of application does not allow this. "
            "Make a trusted one in the provider's cabinet."
        ),
    }


def _cures() -> Mapping[Resource, str]:
    statistics = _("Grant access to call statistics in the provider's cabinet.")
    return {
        Resource.CALLS: statistics,
        Resource.LEGS: statistics,
        Resource.RECORDS: _("Grant access to the calls in the provider's cabinet."),
        Resource.EXTENSIONS: _("Grant access to the extensions in the provider's cabinet."),
    }


def _other_cure() -> str:
    return _("Grant access in the provider's cabinet.")
