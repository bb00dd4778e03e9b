"""Who may ask the PBX now: turns, the hour's quota, and what to do after a failure."""
