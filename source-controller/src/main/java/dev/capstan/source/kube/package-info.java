/** The controller and what all of its kinds share: configuration, storage, addresses, Secrets, requests over the bus. */
@NullMarked
package dev.capstan.source.kube;

import org.jspecify.annotations.NullMarked;
