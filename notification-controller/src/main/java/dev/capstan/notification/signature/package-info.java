/**
 * Signatures over bodies, as webhooks carry them in both directions.
 */
@NullMarked
package dev.capstan.notification.signature;

import org.jspecify.annotations.NullMarked;
