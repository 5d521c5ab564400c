/** A server that records what it is sent. */
@NullMarked
package dev.capstan.testkit.http;

import org.jspecify.annotations.NullMarked;
