/** The part of the protocol of Redis that reading a few keys takes. */
@NullMarked
package dev.capstan.application.core.redis;

import org.jspecify.annotations.NullMarked;
