"""The privacy page: what is read, what is kept, and how to have it deleted."""

from __future__ import annotations

PRIVACY_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Acquaint: privacy</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #202124; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
@media (prefers-color-scheme: dark) { body { background: #202124; color: #e8eaed; } }
</style>
</head>
<body>
<h1>What Acquaint sees, and what it keeps</h1>
<p>Acquaint looks at the message you open, or the recipients of the draft you write, at the moment you open it, and
searches your mailbox for earlier mail with those people. It does nothing while it is closed.</p>
<h2>What is read</h2>
<p>The open message with its attachments, and the identifiers of earlier mail with the same people. Where a whole
judgement rests on one earlier message, that message is read too. Each permission can be refused; the card then says
what it could not see.</p>
<h2>What is kept</h2>
<p>A few numbers per correspondent: how many messages went each way, and when the first and the last one did. Their
address is kept as a keyed hash and as an encrypted copy. No subject, no text, no attachment and no access token is ever
stored. Numbers that are not used again are deleted after the retention period of this installation.</p>
<p>Your own addresses and the names you write under, as Gmail gives them; and what you enter in the settings: whether you are
hiring, the positions you are filling, your other addresses. Texts are encrypted, and all of it stays until you change or
delete it. So does what you say of people. Which drafts you have dealt with is kept as keyed hashes, for the retention period.
The settings card counts all of this.</p>
<h2>Who else gets it</h2>
<p>Nobody. Nothing is sent to other services, sold, used for advertising, or used to train models. The use of
information received from Google APIs adheres to the
<a href="https://developers.google.com/terms/api-services-user-data-policy">Google API Services User Data Policy</a>,
including its Limited Use requirements.</p>
<h2>How to have it deleted</h2>
<p>Open “Settings” in Acquaint's menu, or “All settings” on the card it shows with no message in view, and press “Delete what
Acquaint remembers”: all of it goes in one step, your settings too. Withdraw the permissions at
<a href="https://myaccount.google.com/permissions">your Google Account</a> at any time.</p>
</body>
</html>
"""
