/** One source at a time: what a build of it takes and gives, whatever makes the objects. */
@NullMarked
package dev.capstan.applicationmanifests.build;

import org.jspecify.annotations.NullMarked;
