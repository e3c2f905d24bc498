"""narrator 公开文书自动编写: from final-account numbers to the published report."""
