"""Settings, the clock, the project's own paths and the forms of text: what every layer may use."""
