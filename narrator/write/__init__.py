"""Writers: a document to docx, html, text or json."""
