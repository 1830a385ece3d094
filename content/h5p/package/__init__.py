"""H5P packages as files from strangers: what one holds, or why it is not taken. No database, no models.

A package (.h5p) is a zip archive: ``h5p.json`` (what it is), ``content/content.json`` (its parameters) with the files
they name, and folders of libraries, the code that plays it (https://h5p.org/documentation/developers/h5p-specification).
``opening.open_package`` is the way in.
"""
