"""Rules that hold for our services alone."""
