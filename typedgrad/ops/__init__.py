"""The typed functions, a family a file."""
