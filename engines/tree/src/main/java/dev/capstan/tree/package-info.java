/**
 * Read-only trees of files with contained paths: in memory, on disk, in layers, and a tree that records what was asked of it.
 * Knows nothing of what a tree is read for.
 */
@NullMarked
package dev.capstan.tree;

import org.jspecify.annotations.NullMarked;
