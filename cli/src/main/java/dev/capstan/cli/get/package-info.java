/** Prints sources and Kustomizations with their state. */
@NullMarked
package dev.capstan.cli.get;

import org.jspecify.annotations.NullMarked;
