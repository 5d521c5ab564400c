/** The shipped manifests, images and rights in pods that really run, on a real node. */
@NullMarked
package dev.capstan.pods;

import org.jspecify.annotations.NullMarked;
