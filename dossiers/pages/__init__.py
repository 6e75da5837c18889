"""Pages of papers, whoever sent them: counted, drawn, bound together, always in a limited child process."""
