"""The web, as far as documents are fetched from it: the only room that asks servers for pages."""
