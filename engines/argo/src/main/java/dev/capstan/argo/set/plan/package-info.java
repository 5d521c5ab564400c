/** From generated Applications and those that are there to what must be created, changed and deleted; and what must not. */
@NullMarked
package dev.capstan.argo.set.plan;

import org.jspecify.annotations.NullMarked;
