/**
 * Signatures of the Notary Project (notation): trust policies, JWS envelopes and chains of certificates, as its specifications have them.
 * Nothing is asked for over the network but the signatures themselves.
 */
@NullMarked
package dev.capstan.oci.signature.notation;

import org.jspecify.annotations.NullMarked;
