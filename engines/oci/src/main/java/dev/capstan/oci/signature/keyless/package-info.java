/**
 * Signatures without a key of the signer's own (Sigstore): a certificate that lived for minutes, made by an authority for an identity, and
 * a transparency log that says when it was used. Everything is verified with what a trusted root holds; nobody is asked.
 */
@NullMarked
package dev.capstan.oci.signature.keyless;

import org.jspecify.annotations.NullMarked;
