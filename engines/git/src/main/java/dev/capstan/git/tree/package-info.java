/** The files of one commit, read from Git objects on demand. Names that must not reach any disk are refused while reading. */
@NullMarked
package dev.capstan.git.tree;

import org.jspecify.annotations.NullMarked;
