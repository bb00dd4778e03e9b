"""Where facts are kept: a SQLite file, PostgreSQL, or memory alone; the only SQL."""
