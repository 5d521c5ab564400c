/** How fast kustomizations are built and YAML is read and written. Knows the engines only. */
@NullMarked
package dev.capstan.bench.kustomize;

import org.jspecify.annotations.NullMarked;
