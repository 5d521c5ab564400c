/**
 * Commits, branches and tags made directly in a bare repository, without a work tree. Knows nothing of remotes.
 */
@NullMarked
package dev.capstan.git.write;

import org.jspecify.annotations.NullMarked;
