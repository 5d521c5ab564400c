/** The controller of the image kinds and what they share: configuration, registries, addresses, Secrets, requests over the bus. */
@NullMarked
package dev.capstan.image.kube;

import org.jspecify.annotations.NullMarked;
