/**
 * Reads what is compressed with Zstandard (RFC 8878), in plain Java: whatever the input is, nothing outside of its own arrays is read or
 * written. Knows nothing of archives; dictionaries are not read.
 */
@NullMarked
package dev.capstan.archive.zstd;

import org.jspecify.annotations.NullMarked;
