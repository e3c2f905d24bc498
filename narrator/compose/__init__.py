"""From an account and its sentences to one frozen document."""
