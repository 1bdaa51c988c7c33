"""How dates are written where Django's own way would not do; Spanish dates are Django's."""
