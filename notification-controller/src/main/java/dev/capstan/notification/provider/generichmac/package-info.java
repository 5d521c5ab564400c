/**
 * The type {@code generic-hmac}: the event as JSON, with a signature.
 */
@NullMarked
package dev.capstan.notification.provider.generichmac;

import org.jspecify.annotations.NullMarked;
