"""Writing an invented world (``site.demo``) into the database: tenants, people, books, and the past year around them."""
