/** What an applier reads from: sources, their artifacts, the revision that a run is about. Values and ports. */
@NullMarked
package dev.capstan.applier.source;

import org.jspecify.annotations.NullMarked;
