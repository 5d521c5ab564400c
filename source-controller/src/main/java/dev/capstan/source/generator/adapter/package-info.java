/** Reads the artifacts of sources, and archives that lie in them. */
@NullMarked
package dev.capstan.source.generator.adapter;

import org.jspecify.annotations.NullMarked;
