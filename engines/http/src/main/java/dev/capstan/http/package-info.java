/**
 * The one way out: which addresses may be connected to, and an HTTP client that connects to the addresses that were checked and
 * to no others. Knows nothing of what is fetched or sent.
 */
@NullMarked
package dev.capstan.http;

import org.jspecify.annotations.NullMarked;
