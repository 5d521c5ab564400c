/**
 * The connector for several processes: JetStream streams and durable pull consumers.
 */
@NullMarked
package dev.capstan.runtime.bus.nats;

import org.jspecify.annotations.NullMarked;
