/** Where environments are in a repository, what they have there, and how something is brought into one. Knows no Git library. */
@NullMarked
package dev.capstan.promotion.place;

import org.jspecify.annotations.NullMarked;
