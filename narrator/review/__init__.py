"""A Word file that people have edited, read back."""
