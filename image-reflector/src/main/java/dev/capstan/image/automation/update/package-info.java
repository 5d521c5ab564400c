/** Sets the marked values of a tree of files to images. */
@NullMarked
package dev.capstan.image.automation.update;

import org.jspecify.annotations.NullMarked;
