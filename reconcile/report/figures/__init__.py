"""Figures as typed data: what is drawn where. The templates turn them into SVG and compute nothing."""
