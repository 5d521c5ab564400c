/** Takes away what {@code up} has brought. */
@NullMarked
package dev.capstan.cli.down;

import org.jspecify.annotations.NullMarked;
