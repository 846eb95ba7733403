"""The commands of `python -m addon`: development and operation, never part of the server."""
