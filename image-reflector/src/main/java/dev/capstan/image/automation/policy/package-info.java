/** Which policies an automation writes the images of, and which it cannot. Knows no cluster. */
@NullMarked
package dev.capstan.image.automation.policy;

import org.jspecify.annotations.NullMarked;
