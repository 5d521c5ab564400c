/**
 * Tar archives, compressed with gzip: written so that the same content gives the same bytes, and read in place, verified
 * against a digest and without anything that could reach outside of them.
 */
@NullMarked
package dev.capstan.archive;

import org.jspecify.annotations.NullMarked;
