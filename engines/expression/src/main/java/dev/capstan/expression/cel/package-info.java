/** Expressions in the Common Expression Language, by Google's library. */
@NullMarked
package dev.capstan.expression.cel;

import org.jspecify.annotations.NullMarked;
