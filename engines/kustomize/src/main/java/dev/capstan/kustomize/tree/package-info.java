/**
 * Where a build reads from: an abstract, read-only tree of files with contained paths, and its implementations in memory, on
 * disk and as layers. Knows nothing of kustomize.
 */
@NullMarked
package dev.capstan.kustomize.tree;

import org.jspecify.annotations.NullMarked;
