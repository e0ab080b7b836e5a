"""The web application: Flask lives here and nowhere else."""
