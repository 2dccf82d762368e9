"""The trade-in score (SAL-10) as one Ibis expression over the snapshot. Ibis and the kernel only: it runs where the data are."""
