/**
 * The kustomize build as a library: a {@link dev.capstan.kustomize.Kustomizer} turns a folder of a file tree into Kubernetes
 * objects, or into a {@link dev.capstan.kustomize.BuildProblem} that says what is wrong and where. Must not know Quarkus, a
 * Kubernetes client, a process or the network.
 */
@NullMarked
package dev.capstan.kustomize;

import org.jspecify.annotations.NullMarked;
