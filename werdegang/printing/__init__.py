"""Comparisons on paper and as pictures: the plan as PDF, the ladder as PNG.

Typst sets both; it and its fonts come as Python packages, and nothing is read from the
system or from a network. They are loaded at the first use.
"""

from werdegang.printing.ladder_picture import ladder_png
from werdegang.printing.plan import plan_pdf, plan_pictures

__all__ = ["ladder_png", "plan_pdf", "plan_pictures"]
