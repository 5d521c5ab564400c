/** Changes that a watch of the cluster reports. */
@NullMarked
package dev.capstan.applier.trigger.kube;

import org.jspecify.annotations.NullMarked;
