/** Generators: from what stands in a spec, and what is known of the world, to sets of parameters. */
@NullMarked
package dev.capstan.argo.set.generator;

import org.jspecify.annotations.NullMarked;
