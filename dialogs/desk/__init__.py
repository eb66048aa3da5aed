"""The console of the person who decides, in a second terminal."""
