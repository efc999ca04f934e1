"""Page data: everything a page shows, as typed values and in words. The templates compute nothing."""
