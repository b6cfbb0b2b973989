"""The screens: a router and one thin file per screen."""
