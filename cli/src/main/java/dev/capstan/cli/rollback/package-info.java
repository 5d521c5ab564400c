/** Asks a controller to go back to an earlier release. */
@NullMarked
package dev.capstan.cli.rollback;

import org.jspecify.annotations.NullMarked;
