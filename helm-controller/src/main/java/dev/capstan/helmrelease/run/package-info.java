/**
 * One run over a HelmRelease: from its chart and values to a release that is as it is to be, one step after the other. Steps that
 * wait for the cluster end the run for the time being, and are gone on with when the wait is over. Knows ports, no cluster.
 */
@NullMarked
package dev.capstan.helmrelease.run;

import org.jspecify.annotations.NullMarked;
