/** Packs the controllers into one process. Everything that they do is in their own modules. */
@NullMarked
package dev.capstan.standalone;

import org.jspecify.annotations.NullMarked;
