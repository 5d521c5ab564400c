/** Real commands that others wrote, built once, for tests that compare with them. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.command;

import org.jspecify.annotations.NullMarked;
