/**
 * The connector for several processes: JetStream streams and durable pull consumers. Nothing outside knows NATS.
 */
@NullMarked
package dev.capstan.runtime.bus.nats;

import org.jspecify.annotations.NullMarked;
