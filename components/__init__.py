"""Callboard's parts, in the order in which data flows through them. A map: it holds no code.

=================  ==========================================================================
``ringme``         the PBX's API and nothing else: dialect, client, token, models, errors
``measures``       arithmetic on counts: outcomes, rates, changes and causes, the frames for charts
``periods``        windows of time: presets, pairs to compare, working hours, their spelling
``settings``       environment and secrets, read once into frozen values
``ledger``         what is known, what follows and what is kept; what is not, one request at a time
``access``         who may see which account: the rule, passcodes, displays' links, tries
``reports``        a question in, an answer out: plans windows, asks the ledger, assembles
``charts``         a frame in, a figure out
``exports``        a sheet in, the bytes of a file out
``bootstrap``      the one place that puts the parts together
``ui``             Streamlit parts used by more than one page
``serving``        how pages and their files go out: headers, health, what is closed, compression
``simulator``      a PBX that does not exist, over real HTTP: the demo and the tests
=================  ==========================================================================

A part imports only from parts below its own layer (the contract is in ``pyproject.toml``)::

    pages
    ui | serving
    charts | exports | bootstrap
    reports
    access
    ledger
    ringme
    settings
    measures | periods

``simulator`` stands apart: it imports none of the others, because it is the witness against them.
"""
