/** What a Kustomization waits for after it was applied, and by which rules. Waiting itself happens elsewhere. */
@NullMarked
package dev.capstan.kustomization.health;

import org.jspecify.annotations.NullMarked;
