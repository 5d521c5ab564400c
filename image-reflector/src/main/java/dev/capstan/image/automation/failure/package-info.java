/** What goes wrong for an automation, in the words of its status. */
@NullMarked
package dev.capstan.image.automation.failure;

import org.jspecify.annotations.NullMarked;
