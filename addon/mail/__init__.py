"""From bytes to a frozen Message: MIME, charsets, HTML, quotes and signatures, attachment text."""
