/**
 * The content of a file as an ordered tree of values and comments. Knows nothing of encryption, and prints no value.
 */
@NullMarked
package dev.capstan.secrets.document;

import org.jspecify.annotations.NullMarked;
