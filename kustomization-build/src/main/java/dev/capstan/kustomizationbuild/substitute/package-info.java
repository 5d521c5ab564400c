/**
 * Post-build substitution: replaces {@code ${variable}} expressions in the text of built objects with the values that
 * a Kustomization names. Knows nothing of Kubernetes or of where values come from; never looks at the environment of
 * the process.
 */
@NullMarked
package dev.capstan.kustomizationbuild.substitute;

import org.jspecify.annotations.NullMarked;
