/** What is remembered of environments, and what is to be done between two of them. */
@NullMarked
package dev.capstan.promotion.chain;

import org.jspecify.annotations.NullMarked;
