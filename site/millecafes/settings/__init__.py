"""Three environments: ``dev`` (no variable needed, also serves the demo), ``test`` and ``prod``."""
