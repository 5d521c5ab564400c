/**
 * Sends requests over HTTP, to checked addresses only.
 */
@NullMarked
package dev.capstan.notification.provider.adapter;

import org.jspecify.annotations.NullMarked;
