"""PDF as a person reads it: by place, with its headings, tables, forms, notes and attached files."""
