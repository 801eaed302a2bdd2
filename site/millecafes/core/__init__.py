"""How the site is made: page mixins, story blocks, registers that pages speak from, files, headers."""
