/** SSH for JGit with exactly the given key and the given host keys: no agent, no files of this machine, no trust on first use. */
@NullMarked
package dev.capstan.git.ssh;

import org.jspecify.annotations.NullMarked;
