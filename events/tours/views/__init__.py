"""What members open of the programme: the catalogue, and their requests."""
