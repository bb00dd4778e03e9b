"""The Ringme PBX's API, and nothing else.

`wire` and `body` hold what the API means and touch no socket; `client` talks; `bearer` keeps the
one token of an account; `hosts` says which hosts may be asked at all. Every failure is one of the
types in `errors`. Only `client` imports httpx.
"""

from components.ringme.client import Client, Credentials
from components.ringme.errors import RingmeError
from components.ringme.hosts import Host
from components.ringme.models import Extension, Statistics, User
from components.ringme.quota import Quota

__all__ = [
    "Client",
    "Credentials",
    "Extension",
    "Host",
    "Quota",
    "RingmeError",
    "Statistics",
    "User",
]
