/**
 * Labels and annotations by which people tell the applier to treat an object differently.
 */
@NullMarked
package dev.capstan.apply.policy;

import org.jspecify.annotations.NullMarked;
