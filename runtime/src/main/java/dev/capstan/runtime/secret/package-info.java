/**
 * The values of Secrets: decoded, trimmed, required, with failures that name Secret and key and never show a value. Knows no cluster;
 * {@code secret.kube} reads from one.
 */
@NullMarked
package dev.capstan.runtime.secret;

import org.jspecify.annotations.NullMarked;
