/** When an image repository is scanned, and what comes of it. Knows registries, not the cluster. */
@NullMarked
package dev.capstan.image.scan;

import org.jspecify.annotations.NullMarked;
