/**
 * Providers of the cluster, with their Secrets, as targets.
 */
@NullMarked
package dev.capstan.notification.provider.kube;

import org.jspecify.annotations.NullMarked;
