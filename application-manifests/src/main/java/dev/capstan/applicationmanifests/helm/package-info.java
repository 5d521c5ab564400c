/** Sources that are charts. */
@NullMarked
package dev.capstan.applicationmanifests.helm;

import org.jspecify.annotations.NullMarked;
