/**
 * The five formats of files, from bytes to documents and back, and where each keeps the metadata. Knows no keys.
 */
@NullMarked
package dev.capstan.secrets.format;

import org.jspecify.annotations.NullMarked;
