/**
 * The fault loop: commits at random while processes and services are killed at random, and the question after each of
 * them whether the cluster is what Git says. What to do ({@link dev.capstan.e2e.faults.PointPlans}) and what must come
 * of it ({@link dev.capstan.e2e.faults.Judge}) is data and decides nothing by itself; the rest does it to real
 * processes.
 */
@NullMarked
package dev.capstan.e2e.faults;

import org.jspecify.annotations.NullMarked;
