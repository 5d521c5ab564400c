/** Prints objects as they would stand in Git. */
@NullMarked
package dev.capstan.cli.export;

import org.jspecify.annotations.NullMarked;
