/** Rendered templates as documents: split, sorted by kind, hooks told from the rest, post-rendered. Knows no templates. */
@NullMarked
package dev.capstan.helm.manifest;

import org.jspecify.annotations.NullMarked;
