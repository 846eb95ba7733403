"""Did this mail go alike to many: signals, and the judge that combines them."""
