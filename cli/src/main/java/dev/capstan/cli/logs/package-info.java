/** What the pods of the controllers have written. */
@NullMarked
package dev.capstan.cli.logs;

import org.jspecify.annotations.NullMarked;
