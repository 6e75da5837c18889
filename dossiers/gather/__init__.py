"""From rows to documents: plain values for each kind of printed document, read but never changed."""
