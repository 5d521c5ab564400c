/** A container engine for machines on which none answers, and images for machines that cannot pull any. */
@NullMarked
package dev.capstan.containers.engine;

import org.jspecify.annotations.NullMarked;
