/**
 * How lists of a kind merge, and which kinds have no namespace: from a table made of the Kubernetes OpenAPI document, and from
 * documents that a kustomization brings. State belongs to one build.
 */
@NullMarked
package dev.capstan.kustomize.schema;

import org.jspecify.annotations.NullMarked;
