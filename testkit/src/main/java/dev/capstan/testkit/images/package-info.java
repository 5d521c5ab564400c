/** Images for Pods that run: made from programs and archives, and pushed to the registry of a real node. */
@NullMarked
package dev.capstan.testkit.images;

import org.jspecify.annotations.NullMarked;
