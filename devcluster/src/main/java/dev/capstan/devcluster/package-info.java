/**
 * Finds, builds, starts and ends a real Kubernetes cluster for the demo and the tests. Knows no Kubernetes client and
 * nothing of what will run against the cluster.
 */
@NullMarked
package dev.capstan.devcluster;

import org.jspecify.annotations.NullMarked;
