/** Brings an installation into a cluster, stage by stage, or back to what was there before. */
@NullMarked
package dev.capstan.cli.rollout;

import org.jspecify.annotations.NullMarked;
