"""What an H5P content says of itself: claims of a browser, read, weighed and made fit for the log.

A **claim** is one statement as H5P's core in the learner's browser made it. A **part** is what a content is put
together from, named by its ``subContentId``; the **top level** is the content itself. Pure functions over plain data:
nothing here asks a database, and all but ``ClaimRefused`` is an answer. Right answers come from our own copy of the
parameters, never from a claim.
"""
