"""From files to an account: workbooks, 填报.yaml, account.json."""
