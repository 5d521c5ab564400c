/**
 * The words of OCI registries as values: repositories, references, descriptors, manifests, and what can go wrong. Knows neither HTTP
 * nor who asks.
 */
@NullMarked
package dev.capstan.oci;

import org.jspecify.annotations.NullMarked;
