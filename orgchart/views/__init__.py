"""Pages of the organisation chart, accounts and envelopes."""
