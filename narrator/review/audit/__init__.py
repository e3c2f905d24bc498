"""A published report read backwards: its numbers bound to its own tables and judged."""
