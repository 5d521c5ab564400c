/** What people write into the annotations of a Promotion. */
@NullMarked
package dev.capstan.promotion.note;

import org.jspecify.annotations.NullMarked;
