"""What the desk keeps: plans, versions, runs, human verdicts, the registry, and an audit trail nobody can edit."""
