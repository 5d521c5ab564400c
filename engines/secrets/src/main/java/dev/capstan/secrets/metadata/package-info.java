/**
 * What an encrypted file says about itself: master keys, which values are encrypted, its code. Knows no cryptography.
 */
@NullMarked
package dev.capstan.secrets.metadata;

import org.jspecify.annotations.NullMarked;
