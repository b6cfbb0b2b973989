"""Questions with numbers: how fast, against whom, how good."""
