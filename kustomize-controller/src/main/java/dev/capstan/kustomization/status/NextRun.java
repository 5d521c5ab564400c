package dev.capstan.kustomization.status;

import java.time.Duration;

/** When to look at a Kustomization again if nothing happens. */
public sealed interface NextRun {

    /** After the interval, spread a little. */
    record Interval(Duration interval) implements NextRun {}

    /** After exactly this long. */
    record After(Duration delay) implements NextRun {}

    /** Not before something changes. */
    record OnChange() implements NextRun {}
}
