/** Deletes objects of the toolkit, and says before what goes with them. */
@NullMarked
package dev.capstan.cli.delete;

import org.jspecify.annotations.NullMarked;
