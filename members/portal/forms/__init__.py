"""What is asked of members about their places."""
