"""What other rooms may read of audits."""

from cheyuan.engage.audits.queries.audits import audit, audits
from cheyuan.engage.audits.queries.figures import Failed, Figure, Sample, failed, figures, samples

__all__ = ["Failed", "Figure", "Sample", "audit", "audits", "failed", "figures", "samples"]
