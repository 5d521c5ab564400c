/**
 * Times that recur: cron schedules of five fields, Go's notation of durations, and the windows that both make. By the clocks of a place,
 * also on the days on which these are changed; knows nothing of what the times are for.
 */
@NullMarked
package dev.capstan.argo.schedule;

import org.jspecify.annotations.NullMarked;
