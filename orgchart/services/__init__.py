"""Writers of the organisation chart, accounts, envelopes and jobs."""
