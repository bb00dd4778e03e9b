"""What is already known of an account, what it takes to know more, and whose turn it is to ask.

``desk`` is what reports talk to. It looks into the ``books`` (``facts``: what the PBX told;
``known``: what follows; ``young``: what can still change; ``plan``: the fewest requests; ``audit``;
``runs``: wishes with gaps) and sends an ``errand`` for the rest. ``queueing`` gives errands their
turns, ``store`` keeps what they bring, and the ``views`` that people saved.
"""
