/** Which kinds the words on a command line stand for, the same for all commands. */
@NullMarked
package dev.capstan.cli.kind;

import org.jspecify.annotations.NullMarked;
