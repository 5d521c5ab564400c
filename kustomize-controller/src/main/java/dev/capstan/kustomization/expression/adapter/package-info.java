/** Expressions in the Common Expression Language, by Google's library. */
@NullMarked
package dev.capstan.kustomization.expression.adapter;

import org.jspecify.annotations.NullMarked;
