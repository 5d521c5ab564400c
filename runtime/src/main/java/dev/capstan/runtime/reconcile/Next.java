package dev.capstan.runtime.reconcile;

import java.time.Duration;

/** When an object is looked at again if nothing else happens. Every answer but {@link Backoff} ends a row of failures. */
public sealed interface Next {
    /** After the interval of the object, spread by the jitter of the process. */
    record Interval(Duration interval) implements Next {}

    /** After exactly this long. */
    record After(Duration delay) implements Next {}

    /** After a delay that grows with every failure in a row. */
    record Backoff() implements Next {}

    /** Not before something changes. */
    record OnChange() implements Next {}
}
