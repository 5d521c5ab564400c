/**
 * An HTTP server whose every request is bounded in bytes, time and number. Knows nothing of what is served.
 */
@NullMarked
package dev.capstan.runtime.http;

import org.jspecify.annotations.NullMarked;
