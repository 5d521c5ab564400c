/**
 * Gives memory back that is not needed any more. Knows the JVM, and nothing of controllers.
 */
@NullMarked
package dev.capstan.runtime.memory;

import org.jspecify.annotations.NullMarked;
