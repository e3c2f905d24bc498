"""The phrasebook: editions found, laid over one another, compiled and kept."""
