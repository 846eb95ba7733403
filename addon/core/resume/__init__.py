"""Is this text a resume, a job advert, or neither; and whose resume is it."""
