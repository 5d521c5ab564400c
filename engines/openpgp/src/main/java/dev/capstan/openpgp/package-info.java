/** OpenPGP signatures checked against given public keys and nothing else: no key servers, no web of trust, no private keys. */
@NullMarked
package dev.capstan.openpgp;

import org.jspecify.annotations.NullMarked;
