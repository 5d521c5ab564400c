/**
 * How consumers read the artifacts of sources: downloaded once per process, verified, and read in place without a
 * checkout. Knows nothing of what is inside an artifact or of the kinds that publish them.
 */
@NullMarked
package dev.capstan.runtime.artifact;

import org.jspecify.annotations.NullMarked;
