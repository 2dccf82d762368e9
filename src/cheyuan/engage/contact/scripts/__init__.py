"""What agents say (CARE-14): texts with variables, their versions, and the shipped ones."""
