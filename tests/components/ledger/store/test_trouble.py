"""The errors of databases and of the system, in the few words that the program has for them."""

import errno
import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from components.ledger.store.trouble import StoreFailed, StoreTrouble, trouble_of

SQLITE = {
    sqlite3.SQLITE_BUSY: StoreTrouble.LOCKED,
    sqlite3.SQLITE_BUSY_SNAPSHOT: StoreTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreTrouble.LOCKED,
    sqlite3.SQLITE_READONLY: StoreTrouble.READ_ONLY,
    sqlite3.SQLITE_READONLY_DBMOVED: StoreTrouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_CORRUPT_INDEX: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_FULL: StoreTrouble.FULL,
    sqlite3.SQLITE_CANTOPEN: StoreTrouble.UNREACHABLE,
    sqlite3.SQLITE_IOERR: StoreTrouble.OTHER,
    sqlite3.SQLITE_CONSTRAINT: StoreTrouble.OTHER,
}
POSTGRESQL = {
    errors.LockNotAvailable: StoreTrouble.LOCKED,
    errors.QueryCanceled: StoreTrouble.LOCKED,
    errors.DeadlockDetected: StoreTrouble.LOCKED,
    errors.SerializationFailure: StoreTrouble.LOCKED,
    errors.DiskFull: StoreTrouble.FULL,
    errors.OutOfMemory: StoreTrouble.FULL,
    errors.TooManyConnections: StoreTrouble.UNREACHABLE,
    errors.AdminShutdown: StoreTrouble.UNREACHABLE,
    errors.CannotConnectNow: StoreTrouble.UNREACHABLE,
    errors.ConnectionFailure: StoreTrouble.UNREACHABLE,
    errors.InvalidPassword: StoreTrouble.UNREACHABLE,
    errors.InvalidCatalogName: StoreTrouble.UNREACHABLE,
    errors.ReadOnlySqlTransaction: StoreTrouble.READ_ONLY,
    errors.InsufficientPrivilege: StoreTrouble.READ_ONLY,
    errors.DataCorrupted: StoreTrouble.DAMAGED,
    errors.IndexCorrupted: StoreTrouble.DAMAGED,
    errors.UndefinedTable: StoreTrouble.OTHER,
    errors.NumericValueOutOfRange: StoreTrouble.OTHER,
    psycopg.OperationalError: StoreTrouble.UNREACHABLE,
    psycopg.ProgrammingError: StoreTrouble.OTHER,
}
SYSTEM = {
    errno.ENOSPC: StoreTrouble.FULL,
    errno.EDQUOT: StoreTrouble.FULL,
    errno.EROFS: StoreTrouble.READ_ONLY,
    errno.EACCES: StoreTrouble.READ_ONLY,
    errno.EPERM: StoreTrouble.READ_ONLY,
    errno.EIO: StoreTrouble.OTHER,
}


def wrapped(cause):
    return DBAPIError("SELECT", {}, cause)


@pytest.mark.parametrize("code", SQLITE)
def test_a_result_code_of_sqlite_is_understood(code):
    error = sqlite3.OperationalError("as it happens")
    error.sqlite_errorcode = code

    assert trouble_of(wrapped(error)) is SQLITE[code]


@pytest.mark.parametrize("kind", POSTGRESQL, ids=lambda kind: kind.__name__)
def test_a_state_of_postgresql_is_understood(kind):
    assert trouble_of(wrapped(kind("as it happens"))) is POSTGRESQL[kind]


@pytest.mark.parametrize("number", SYSTEM, ids=errno.errorcode.get)
def test_an_error_of_the_system_is_understood(number):
    assert trouble_of(OSError(number, "as it happens")) is SYSTEM[number]


def test_an_error_that_no_database_told_of_is_another():
    assert trouble_of(InvalidRequestError()) is StoreTrouble.OTHER


@pytest.mark.parametrize("trouble", StoreTrouble)
def test_a_failed_store_tells_its_trouble(trouble):
    assert trouble.value in str(StoreFailed(trouble))
