/**
 * Encrypts and decrypts the values of documents under a data key, and computes the code over them. Knows no master keys.
 */
@NullMarked
package dev.capstan.secrets.cipher;

import org.jspecify.annotations.NullMarked;
