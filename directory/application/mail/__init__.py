"""Sending the e-mails that wait: by SMTP, or in development into a folder."""
