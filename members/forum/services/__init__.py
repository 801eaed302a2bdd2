"""What is written in the forum: one verb each."""
