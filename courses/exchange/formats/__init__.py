"""The formats of files of questions, one module each."""
