/**
 * Renders Helm charts: a chart and values in, manifests, hooks and notes out. Knows no cluster, no network, no environment, and no
 * clock but the one that it is given; {@code lookup} goes through {@link dev.capstan.helm.ObjectLookup}.
 */
@NullMarked
package dev.capstan.helm;

import org.jspecify.annotations.NullMarked;
