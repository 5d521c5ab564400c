/** Promotions in repositories and at forges, by the Git engine and the forge engine. */
@NullMarked
package dev.capstan.promotion.adapter;

import org.jspecify.annotations.NullMarked;
