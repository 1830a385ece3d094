"""Spreadsheets as people have them (XLSX, XLSM, XLSB, XLS, ODS, CSV), read within bounds: the one way in for all rooms.

``opening.open_book`` gives sheets of cells, ``lines.read_lines`` lines of text.
"""
