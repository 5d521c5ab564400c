/** What an applier is doing for each object, and what it remembers of it: in the memory of the process, never in the cluster. */
@NullMarked
package dev.capstan.applier.state;

import org.jspecify.annotations.NullMarked;
