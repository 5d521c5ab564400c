/** Takes a cluster over from Flux step by step, in a way that can be resumed and undone at any point. */
@NullMarked
package dev.capstan.cli.migrate.takeover;

import org.jspecify.annotations.NullMarked;
