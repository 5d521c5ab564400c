/**
 * The rim towards the API server: watches, the reconciler, what it reads and writes. Decides nothing that a run or a
 * report could decide.
 */
@NullMarked
package dev.capstan.kustomization.kube;

import org.jspecify.annotations.NullMarked;
