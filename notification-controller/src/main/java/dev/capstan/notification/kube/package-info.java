/**
 * Puts the features together and onto the cluster: configuration, watches, servers, the bus.
 */
@NullMarked
package dev.capstan.notification.kube;

import org.jspecify.annotations.NullMarked;
