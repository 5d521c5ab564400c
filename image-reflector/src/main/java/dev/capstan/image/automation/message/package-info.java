/** Messages of commits, made of Go templates. Knows what changed, and neither Git nor a cluster. */
@NullMarked
package dev.capstan.image.automation.message;

import org.jspecify.annotations.NullMarked;
