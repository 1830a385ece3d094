"""Clients' keys in Wagtail's admin.

A client (bên kết nối) is an authority outside; its key (khóa kết nối) has a name that may be seen and a secret (mã bí
mật) that is shown once, on the page that answers the click. The store keeps the rules (``xapi.credentials``); here are
who may, the audit, and the pages.
"""
