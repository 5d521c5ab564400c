/** The processes of a command: its own end by signals, and the standalone process as a child. */
@NullMarked
package dev.capstan.cli.process;

import org.jspecify.annotations.NullMarked;
