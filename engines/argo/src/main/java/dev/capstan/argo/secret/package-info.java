/** Secrets by which Argo CD is configured, as values. What is in them is shown by no text that this package makes. */
@NullMarked
package dev.capstan.argo.secret;

import org.jspecify.annotations.NullMarked;
