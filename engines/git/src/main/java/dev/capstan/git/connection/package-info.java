/**
 * Conversations with one remote: references listed, commits fetched, references pushed, each over guarded transports and within a
 * deadline. Knows what a remote says, not what it is asked for.
 */
@NullMarked
package dev.capstan.git.connection;

import org.jspecify.annotations.NullMarked;
