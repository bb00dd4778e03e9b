"""A question in, an answer out: through the ledger, never past it."""
