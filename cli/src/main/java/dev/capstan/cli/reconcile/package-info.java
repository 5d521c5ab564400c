/** Asks controllers to look at an object now, and follows what comes of it. */
@NullMarked
package dev.capstan.cli.reconcile;

import org.jspecify.annotations.NullMarked;
