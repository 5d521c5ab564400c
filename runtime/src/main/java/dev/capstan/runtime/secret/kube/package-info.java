/**
 * Reads Secrets from the API server.
 */
@NullMarked
package dev.capstan.runtime.secret.kube;

import org.jspecify.annotations.NullMarked;
