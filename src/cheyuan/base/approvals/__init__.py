"""One way to ask and to decide (PLT-03): discounts, refunds, write-offs, compensation, plans; the amount says who signs."""
