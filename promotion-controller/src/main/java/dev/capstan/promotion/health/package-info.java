/** Whether an environment is healthy with what it has, judged by the objects that it watches. Knows no cluster. */
@NullMarked
package dev.capstan.promotion.health;

import org.jspecify.annotations.NullMarked;
