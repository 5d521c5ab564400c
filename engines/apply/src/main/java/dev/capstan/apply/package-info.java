/**
 * Brings a set of Kubernetes objects to the state that their manifests describe, keeps a record of what was done, and
 * says when it is healthy or has drifted. Knows nothing of custom resources of Capstan, of Quarkus or of a Kubernetes
 * client library: the cluster is reached through {@link dev.capstan.apply.cluster.ClusterApi}.
 */
@NullMarked
package dev.capstan.apply;

import org.jspecify.annotations.NullMarked;
