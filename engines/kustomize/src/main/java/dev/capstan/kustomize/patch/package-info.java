/** Patches of both kinds: reading them, finding the objects they mean, applying them. */
@NullMarked
package dev.capstan.kustomize.patch;

import org.jspecify.annotations.NullMarked;
