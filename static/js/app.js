/** Starts the enhancements of every page; each page is complete without them. */
