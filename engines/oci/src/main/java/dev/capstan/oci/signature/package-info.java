/** Signatures of artifacts that cosign made with a key: found in the registry, verified with public keys alone. */
@NullMarked
package dev.capstan.oci.signature;

import org.jspecify.annotations.NullMarked;
