/** Builds and edits kustomizations from the command line. Knows the engine and the terminal, but no cluster. */
@NullMarked
package dev.capstan.cli.kustomize;

import org.jspecify.annotations.NullMarked;
