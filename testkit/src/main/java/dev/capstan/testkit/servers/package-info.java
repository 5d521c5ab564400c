/** Real servers that are written in Go: one program, built once, a command for each server. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.servers;

import org.jspecify.annotations.NullMarked;
