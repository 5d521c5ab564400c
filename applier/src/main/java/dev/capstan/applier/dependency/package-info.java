/**
 * Decides whether the objects that another one depends on are far enough. Knows nothing of where they are read from, nor
 * of how expressions are evaluated.
 */
@NullMarked
package dev.capstan.applier.dependency;

import org.jspecify.annotations.NullMarked;
