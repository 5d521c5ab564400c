/** Checks of the project's own documents. */
@NullMarked
package dev.capstan.docs;

import org.jspecify.annotations.NullMarked;
