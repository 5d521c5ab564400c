/** The cluster of the controller, by the apply engine, as the accounts that specs name. */
@NullMarked
package dev.capstan.applier.identity.kube;

import org.jspecify.annotations.NullMarked;
