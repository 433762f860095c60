"""The lexicons as package data: an installed wheel finds them next to the code."""
