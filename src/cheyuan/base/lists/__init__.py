"""The one list: declared by an app in a few lines, with filters, columns, saved views, bulk actions, export, paging by cursor."""
