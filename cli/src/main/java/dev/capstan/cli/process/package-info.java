/** Opens the cluster, prepares it, and runs the standalone process as a child. */
@NullMarked
package dev.capstan.cli.process;

import org.jspecify.annotations.NullMarked;
