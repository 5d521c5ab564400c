/**
 * Which controllers run in this process, and their start and stop. Knows nothing of what a controller does.
 */
@NullMarked
package dev.capstan.runtime.host;

import org.jspecify.annotations.NullMarked;
