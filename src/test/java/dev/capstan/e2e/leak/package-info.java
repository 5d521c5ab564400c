/** Looks for secrets where people and programs can see them. */
@NullMarked
package dev.capstan.e2e.leak;

import org.jspecify.annotations.NullMarked;
