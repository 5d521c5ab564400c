/**
 * The connector for one process: messages go from thread to thread, bounded, with the same promises as a broker as long as the process lives.
 */
@NullMarked
package dev.capstan.runtime.bus.local;

import org.jspecify.annotations.NullMarked;
