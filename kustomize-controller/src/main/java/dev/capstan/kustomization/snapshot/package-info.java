/** Objects of the cluster as they were last seen, as far as a run must know them. Values only. */
@NullMarked
package dev.capstan.kustomization.snapshot;

import org.jspecify.annotations.NullMarked;
