/**
 * The capstan command. Plain Java, so that it starts fast; long work is done by the standalone process, which it starts as
 * a child.
 */
@NullMarked
package dev.capstan.cli;

import org.jspecify.annotations.NullMarked;
