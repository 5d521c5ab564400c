/** Artifacts from the cache of the process, as file trees. */
@NullMarked
package dev.capstan.applier.source.adapter;

import org.jspecify.annotations.NullMarked;
