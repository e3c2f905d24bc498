"""A Word file, the program's or a person's, back into the model: audited against its own tables."""
