/**
 * The whole way from a Git push to a changed cluster, with the packaged controllers as processes. The same tests run with three controllers and NATS,
 * and with one process and the local bus.
 */
@NullMarked
package dev.capstan.e2e;

import org.jspecify.annotations.NullMarked;
