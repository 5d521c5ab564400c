/**
 * How many requests are under way at once; knows nothing of what they are.
 */
@NullMarked
package dev.capstan.apply.work;

import org.jspecify.annotations.NullMarked;
