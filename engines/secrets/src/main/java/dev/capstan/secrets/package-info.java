/**
 * What can go wrong with encrypted files, as values that never hold a secret. Knows none of the other packages.
 */
@NullMarked
package dev.capstan.secrets;

import org.jspecify.annotations.NullMarked;
