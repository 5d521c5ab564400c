/** Sources that Kustomize builds. */
@NullMarked
package dev.capstan.applicationmanifests.kustomize;

import org.jspecify.annotations.NullMarked;
