/** OpenPGP signatures: checked against given public keys, made by a given private key. No key servers, no web of trust, no agent. */
@NullMarked
package dev.capstan.openpgp;

import org.jspecify.annotations.NullMarked;
