/** An Application as a watch shows it. */
@NullMarked
package dev.capstan.application.object;

import org.jspecify.annotations.NullMarked;
