/** Images that people took back in Git, found in the history of a branch. */
@NullMarked
package dev.capstan.image.automation.takeback;

import org.jspecify.annotations.NullMarked;
