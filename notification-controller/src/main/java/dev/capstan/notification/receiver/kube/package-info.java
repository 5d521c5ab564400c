/**
 * Receivers of the cluster: their state, their calls, and what they ask to reconcile.
 */
@NullMarked
package dev.capstan.notification.receiver.kube;

import org.jspecify.annotations.NullMarked;
