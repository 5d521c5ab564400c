/**
 * An immutable YAML model that keeps where every value came from. Knows nothing of Kubernetes, kustomize or any
 * framework.
 */
@NullMarked
package dev.capstan.yaml;

import org.jspecify.annotations.NullMarked;
