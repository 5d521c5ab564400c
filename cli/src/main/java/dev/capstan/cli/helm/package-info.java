/** Renders Helm charts from folders and archives; talks to no cluster. */
@NullMarked
package dev.capstan.cli.helm;

import org.jspecify.annotations.NullMarked;
