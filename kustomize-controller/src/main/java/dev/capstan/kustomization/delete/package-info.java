/** What happens to the objects of a Kustomization that is deleted. */
@NullMarked
package dev.capstan.kustomization.delete;

import org.jspecify.annotations.NullMarked;
