/**
 * Subscribing to the bus, and the choice of its connector. Business code publishes through the port in shared-api and never comes here.
 */
@NullMarked
package dev.capstan.runtime.bus;

import org.jspecify.annotations.NullMarked;
