/**
 * Signatures of artifacts in registries: what a spec asks for, whom its Secrets trust, and what that means for the update of a source of
 * any kind. How signatures are made is known to engines/oci alone.
 */
@NullMarked
package dev.capstan.source.verification;

import org.jspecify.annotations.NullMarked;
