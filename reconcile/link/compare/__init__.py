"""One module a facet: which comparison level holds for each of n pairs, as an array of level indices."""
