/**
 * What is done with encrypted files: decrypt, encrypt, edit, rotate, change keys. Start reading at Sops.
 */
@NullMarked
package dev.capstan.secrets.sops;

import org.jspecify.annotations.NullMarked;
