"""Where one more service would reach most children."""
