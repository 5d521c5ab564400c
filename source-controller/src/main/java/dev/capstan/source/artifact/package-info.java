/** Artifacts: what is kept of them and for how long. Knows neither what they are made from nor where they are stored. */
@NullMarked
package dev.capstan.source.artifact;

import org.jspecify.annotations.NullMarked;
