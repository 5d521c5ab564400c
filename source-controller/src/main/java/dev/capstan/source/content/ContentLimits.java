package dev.capstan.source.content;

/**
 * How much may go into one artifact; each bound is checked while reading.
 *
 * @param files number of files
 * @param fileBytes of one file
 * @param totalBytes of all files together
 * @param depth of folders below the root in which ignore rules are looked for
 */
public record ContentLimits(long files, long fileBytes, long totalBytes, int depth) {}
