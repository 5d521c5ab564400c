/** Prints what was done to an object over time. */
@NullMarked
package dev.capstan.cli.history;

import org.jspecify.annotations.NullMarked;
