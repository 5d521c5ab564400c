/**
 * What an installation in a cluster is made of: which components of {@code k8s/} a choice needs, and the objects that these give.
 * Knows no cluster.
 */
@NullMarked
package dev.capstan.cli.manifests;

import org.jspecify.annotations.NullMarked;
