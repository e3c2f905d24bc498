"""The phrasebook's phrases that apply to a unit, rendered to runs."""
