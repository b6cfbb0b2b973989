"""How sure a difference between engines is. Imports numpy and scipy only.

Everything here takes arrays of paired differences, shape (pairs, queries): one engine's score
minus another's on the same query. Random numbers come from a seed, so that numbers repeat.
"""
