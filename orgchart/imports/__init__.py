"""Rosters from Excel: read in a limited child process, recognised, compared with the chart. No Django but the words."""
