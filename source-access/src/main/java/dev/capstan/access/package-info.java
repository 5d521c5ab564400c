/**
 * What the Secrets and the network fields of a spec mean for whoever speaks to the upstream; the same for every kind of source and for all
 * that use one. Knows no cluster and no reconciler.
 */
@NullMarked
package dev.capstan.access;

import org.jspecify.annotations.NullMarked;
