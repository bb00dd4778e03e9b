"""A table in, the bytes of a file out: CSV, and a workbook for spreadsheets. Knows sheets only."""
