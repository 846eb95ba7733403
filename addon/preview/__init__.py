"""Development only: a Gmail simulator over any mbox, and a page that draws cards beside the mail."""
