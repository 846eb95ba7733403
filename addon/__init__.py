"""Acquaint: a Gmail add-on backend that says whether reader and writer know each other.

Kept free of imports so that ``addon.core`` loads without Flask or Google's client.
"""
