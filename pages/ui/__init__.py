"""What the screens are drawn with; nothing here searches."""
