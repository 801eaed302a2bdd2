"""What the commands of the Makefile run; nothing here is needed once the site is deployed."""
