/** What the commands print on. */
@NullMarked
package dev.capstan.cli.terminal;

import org.jspecify.annotations.NullMarked;
