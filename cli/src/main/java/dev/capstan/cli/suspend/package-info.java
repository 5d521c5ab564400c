/** Lets objects be, and takes them up again. */
@NullMarked
package dev.capstan.cli.suspend;

import org.jspecify.annotations.NullMarked;
