/** Renders Helm charts: a chart and values in, manifests, hooks and notes out. Knows no cluster. */
@NullMarked
package dev.capstan.helm;

import org.jspecify.annotations.NullMarked;
