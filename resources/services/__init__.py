"""What is done with the library: files kept, rights asked, things ticked."""
