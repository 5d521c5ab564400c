/**
 * The outer ring: the reconciler, what it hears of changes, clusters and the identities to use there, and the settings of operators.
 */
@NullMarked
package dev.capstan.helmrelease.kube;

import org.jspecify.annotations.NullMarked;
