/** The way to the registry of an image: which names are one, and who goes there. Knows registries, not the cluster. */
@NullMarked
package dev.capstan.image.registry;

import org.jspecify.annotations.NullMarked;
