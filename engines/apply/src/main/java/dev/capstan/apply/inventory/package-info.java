/**
 * Which objects an owner has applied, in the wire format of {@code status.inventory}.
 */
@NullMarked
package dev.capstan.apply.inventory;

import org.jspecify.annotations.NullMarked;
