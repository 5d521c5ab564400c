/** Texts with parameters in them, names made of texts, and patterns: all bounded, and none knows what a set is. */
@NullMarked
package dev.capstan.argo.set.text;

import org.jspecify.annotations.NullMarked;
