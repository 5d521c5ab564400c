/** Semantic versions and ranges of them, with the grammar that Go tools use (Masterminds semver v3). Knows nothing of Git. */
@NullMarked
package dev.capstan.semver;

import org.jspecify.annotations.NullMarked;
