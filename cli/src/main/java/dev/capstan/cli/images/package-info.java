/** The commands {@code images scan} and {@code images update}: what a policy chooses, and what a marker is set to, without a cluster. */
@NullMarked
package dev.capstan.cli.images;

import org.jspecify.annotations.NullMarked;
