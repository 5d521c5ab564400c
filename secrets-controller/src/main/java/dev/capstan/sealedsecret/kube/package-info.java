/**
 * The rim of the controller: watches, Secrets of the cluster, HTTP, metrics and the wiring of it all.
 */
@NullMarked
package dev.capstan.sealedsecret.kube;

import org.jspecify.annotations.NullMarked;
