/** The connection to NATS that messages and shared files go over. Nothing but this package and the connector of the bus knows NATS. */
@NullMarked
package dev.capstan.runtime.nats;

import org.jspecify.annotations.NullMarked;
