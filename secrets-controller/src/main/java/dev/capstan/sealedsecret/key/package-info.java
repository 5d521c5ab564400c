/**
 * Key pairs that SealedSecrets are sealed with: read, made, ordered, and when the next one is due. Knows no cluster.
 */
@NullMarked
package dev.capstan.sealedsecret.key;

import org.jspecify.annotations.NullMarked;
