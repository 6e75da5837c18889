"""The check of a finished year: a workbook or a board file in, findings out. Plain Python, no Django."""
