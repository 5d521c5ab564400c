/**
 * The rim that knows the host and the cluster: the controller, its reconcilers, and how it is set up.
 */
@NullMarked
package dev.capstan.application.kube;

import org.jspecify.annotations.NullMarked;
