/** What makes a shell complete commands. */
@NullMarked
package dev.capstan.cli.completion;

import org.jspecify.annotations.NullMarked;
