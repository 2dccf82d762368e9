"""Comments of colleagues on any record, with mentions and attachments (PLT-04)."""
