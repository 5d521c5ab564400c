/** Signatures of artifacts: found in the registry, and verified when cosign made them; others have packages of their own. */
@NullMarked
package dev.capstan.oci.signature;

import org.jspecify.annotations.NullMarked;
