"""The page for staff: a server on this machine alone, thin over the verbs, keeping what they do in their own folder."""
