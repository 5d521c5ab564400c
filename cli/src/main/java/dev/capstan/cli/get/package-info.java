/** Prints the objects of the toolkit with their state. */
@NullMarked
package dev.capstan.cli.get;

import org.jspecify.annotations.NullMarked;
