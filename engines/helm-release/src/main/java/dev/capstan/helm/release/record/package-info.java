/**
 * What Helm records of a release: its JSON, byte for byte as Go writes it, and what Flux remembers of it. Knows no
 * cluster.
 */
@NullMarked
package dev.capstan.helm.release.record;

import org.jspecify.annotations.NullMarked;
