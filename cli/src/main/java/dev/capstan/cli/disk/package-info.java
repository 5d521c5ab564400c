/** Files that commands write: whole or not at all. */
@NullMarked
package dev.capstan.cli.disk;

import org.jspecify.annotations.NullMarked;
