/** Loads charts from folders and archives. Fetches nothing, and writes nothing but nameless files. */
@NullMarked
package dev.capstan.helm.load;

import org.jspecify.annotations.NullMarked;
