/** Finds the forge of an automation and the login for it, and makes the step that proposes. */
@NullMarked
package dev.capstan.image.pullrequest.kube;

import org.jspecify.annotations.NullMarked;
