/**
 * Shares a secret among holders of whom some together know it. Knows nothing of files.
 */
@NullMarked
package dev.capstan.secrets.shamir;

import org.jspecify.annotations.NullMarked;
