/** Checks of what {@code k8s/} gives to a cluster, for each choice that a team has. */
@NullMarked
package dev.capstan.manifests;

import org.jspecify.annotations.NullMarked;
