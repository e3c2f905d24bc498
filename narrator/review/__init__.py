"""Back from Word: what a generated file carries with it, what any Word file says, and what reviewers did to it."""
