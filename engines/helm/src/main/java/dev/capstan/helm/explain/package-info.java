/** Says of each field of a rendered object which line of which template made it, and which values it was made of. */
@NullMarked
package dev.capstan.helm.explain;

import org.jspecify.annotations.NullMarked;
