package dev.capstan.api.meta;

import java.time.Duration;

/** When an object is looked at again if nothing else happens. Every answer but {@link Backoff} and {@link BackoffUpTo} ends a row of failures. */
public sealed interface Requeue {
    /** After the interval of the object, spread by the jitter of the process; a second when it is shorter. */
    record Interval(Duration interval) implements Requeue {}

    /** After exactly this long. */
    record After(Duration delay) implements Requeue {}

    /** After a delay that grows with every failure in a row. */
    record Backoff() implements Requeue {}

    /**
     * The same, after at most so long: for something that is away and will be back, and that nobody will report when it is, and for what is
     * looked at that often anyway when all is well.
     */
    record BackoffUpTo(Duration longest) implements Requeue {}

    /** Not before something changes. */
    record OnChange() implements Requeue {}
}
