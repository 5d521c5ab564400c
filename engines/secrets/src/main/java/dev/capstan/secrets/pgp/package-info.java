/**
 * Wraps small secrets as OpenPGP messages, for and by keys that are given. Knows no key ring of the user and starts no program.
 */
@NullMarked
package dev.capstan.secrets.pgp;

import org.jspecify.annotations.NullMarked;
