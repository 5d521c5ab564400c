/** Scratch repositories and the servers that make them remote: smart HTTP and SSH, both over the git command. */
@NullMarked
package dev.capstan.testkit.git;

import org.jspecify.annotations.NullMarked;
