"""The workbook that staff fill in: what it asks, how it is written, and how it is read back into facts."""
