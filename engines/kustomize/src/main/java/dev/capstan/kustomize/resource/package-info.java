/**
 * Kubernetes objects on their way through a build: identity now and before, names given on the way, and lists of them that are
 * indexed by identity. Knows no transformer.
 */
@NullMarked
package dev.capstan.kustomize.resource;

import org.jspecify.annotations.NullMarked;
