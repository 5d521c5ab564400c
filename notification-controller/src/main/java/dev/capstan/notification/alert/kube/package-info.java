/**
 * Alerts of the cluster as rules, and the labels of the objects that events are about.
 */
@NullMarked
package dev.capstan.notification.alert.kube;

import org.jspecify.annotations.NullMarked;
