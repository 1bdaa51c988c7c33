"""3D models that we make ourselves, from formulas: no scan of a person, nothing of others."""
