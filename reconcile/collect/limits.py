"""How much is read of what strangers wrote: every limit that bounds time and memory, with its reason."""

LARGEST_FILE = 512 * 2**20
"""Bytes of a file. Exports of channels that are years old reach some hundred megabytes; they are streamed."""
LARGEST_MARKUP = 32 * 2**20
"""Bytes of a feed or of JSON that is read as a whole."""
LARGEST_PAGE = 8 * 2**20
"""Bytes of an HTML page or a Word file."""
LARGEST_EXTRACTED = 2 * 2**20
"""Bytes of a page that the extractor is given; longer ones are only stripped of their tags."""
DEEPEST_PAGE = 200
"""Elements within one another up to which the extractor, which recurses, is given a page."""
LARGEST_UNPACKED = 64 * 2**20
"""Bytes that a Word file may unpack to."""
LARGEST_RATIO = 200
"""Unpacked bytes for each packed one, above which a part of a Word file is a bomb."""
LONGEST_TEXT = 400_000
"""Characters kept of one document. A book has more; a communiqué never."""
MOST_DOCUMENTS = 200_000
"""Documents of one file."""
MOST_ENTRIES = 5_000
"""Entries of one feed: publishers keep some hundred in it, and its parser takes a millisecond for each."""
