/**
 * The health of kinds that every Kubernetes has, as Argo CD's engine tells it: workloads, Pods, Jobs, Services and
 * their like, and Argo's Workflow. Pure: an object in, its health out.
 */
@NullMarked
package dev.capstan.argo.health.builtin;

import org.jspecify.annotations.NullMarked;
