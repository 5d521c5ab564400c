/** Whether commits are signed as projects and sources demand it. */
@NullMarked
package dev.capstan.application.signature;

import org.jspecify.annotations.NullMarked;
