/** Rolling syncs: in which order Applications of a set are synced and deleted. Pure state, no clock of its own. */
@NullMarked
package dev.capstan.argo.set.rollout;

import org.jspecify.annotations.NullMarked;
