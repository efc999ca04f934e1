"""What can be asked of an open database, by subject: each call a transaction of its own."""
