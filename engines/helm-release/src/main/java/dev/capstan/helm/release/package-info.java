/**
 * Helm releases in a cluster: how they are stored, and the actions that change them. Knows no custom resource type and no
 * Quarkus; an action never holds a thread while it waits for the cluster.
 */
@NullMarked
package dev.capstan.helm.release;

import org.jspecify.annotations.NullMarked;
