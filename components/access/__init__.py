"""Who may see which account: the rule, passcodes, displays' links, and how often one may try."""
