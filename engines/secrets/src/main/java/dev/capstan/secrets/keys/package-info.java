/**
 * Wraps a data key for the master keys of a file and gets it back. What opens a master key is behind KeyService.
 */
@NullMarked
package dev.capstan.secrets.keys;

import org.jspecify.annotations.NullMarked;
