/**
 * Sealed Secrets: objects that anybody can seal with a certificate and only the holder of its private key can unseal. Knows objects as
 * YAML, no cluster, and no keys but those that it is given.
 */
@NullMarked
package dev.capstan.secrets.sealed;

import org.jspecify.annotations.NullMarked;
