/** The commands {@code push}, {@code pull}, {@code tag} and {@code list} for artifacts of OCI registries, as the flux command has them. */
@NullMarked
package dev.capstan.cli.artifact;

import org.jspecify.annotations.NullMarked;
