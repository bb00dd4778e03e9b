"""What is already known of an account, and the one line on which to ask for more."""
