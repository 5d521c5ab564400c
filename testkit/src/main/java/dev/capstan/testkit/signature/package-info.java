/** Whoever signs in tests: keys, authorities with certificates, GnuPG, and an installation of Sigstore in miniature. */
@NullMarked
package dev.capstan.testkit.signature;

import org.jspecify.annotations.NullMarked;
