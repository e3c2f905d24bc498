"""Many units in one run: listed, handed to executors a few at a time, kept in a ledger, told in one workbook."""
