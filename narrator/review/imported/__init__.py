"""Last year's published file as this year's input: its sentences read backwards for the facts that staff gave."""
