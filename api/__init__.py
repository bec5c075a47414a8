"""The addresses: HTTP, command line and workbooks; every word shown to people."""
