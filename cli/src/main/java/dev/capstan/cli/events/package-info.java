/** What the controllers report of the objects of the toolkit. */
@NullMarked
package dev.capstan.cli.events;

import org.jspecify.annotations.NullMarked;
