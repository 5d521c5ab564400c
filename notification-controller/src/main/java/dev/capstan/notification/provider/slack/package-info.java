/**
 * The type {@code slack}: incoming webhooks and the Web API of Slack.
 */
@NullMarked
package dev.capstan.notification.provider.slack;

import org.jspecify.annotations.NullMarked;
