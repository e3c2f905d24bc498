"""From the accounts of units to the account of their department: tables added up, facts gathered."""
