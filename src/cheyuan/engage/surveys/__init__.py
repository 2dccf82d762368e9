"""Surveys (CARE-20, CARE-21): what customers are asked, how they are invited, what they answer and what follows from it."""
