/** Live objects out of watches. */
@NullMarked
package dev.capstan.application.live.adapter;

import org.jspecify.annotations.NullMarked;
