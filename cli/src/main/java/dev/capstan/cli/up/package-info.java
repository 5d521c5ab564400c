/** Keeps a cluster as a repository of the user says. */
@NullMarked
package dev.capstan.cli.up;

import org.jspecify.annotations.NullMarked;
