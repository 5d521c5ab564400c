/** What a set says about itself: conditions, health, and the list of its Applications. */
@NullMarked
package dev.capstan.argo.set.status;

import org.jspecify.annotations.NullMarked;
