/**
 * Promotions: what runs in one environment and has proven itself there is brought to the next one, in Git. Knows nothing of how that is
 * done.
 */
@NullMarked
package dev.capstan.api.promotion;

import org.jspecify.annotations.NullMarked;
