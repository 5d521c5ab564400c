/**
 * Commits without a work tree: to branches of remotes ({@link dev.capstan.git.write.RemoteCommits}), and to a bare repository on this
 * machine ({@link dev.capstan.git.write.BareRepository}). Knows how a commit is put on a branch, not what it is for.
 */
@NullMarked
package dev.capstan.git.write;

import org.jspecify.annotations.NullMarked;
