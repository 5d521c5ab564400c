/** The mirrors of Git repositories that all controllers of the process share. */
@NullMarked
package dev.capstan.access.git.kube;

import org.jspecify.annotations.NullMarked;
