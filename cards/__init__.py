"""Cards: a View in, Google Cards v2 JSON (a plain dict) out. Pure."""
