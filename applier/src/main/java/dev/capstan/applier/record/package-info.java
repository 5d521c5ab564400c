/** The complete records of what was done to the cluster. Values and ports. */
@NullMarked
package dev.capstan.applier.record;

import org.jspecify.annotations.NullMarked;
