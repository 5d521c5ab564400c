package dev.capstan.helm;

/** What an upgrade does with the values of the release before. */
public enum ValuesPolicy {
    /** New values as they are given; those of before when none are given. */
    DEFAULT,
    /** New values over those of before, and the defaults of the chart of before. */
    REUSE,
    /** New values alone; what Flux does. */
    RESET,
    /** New values over those of before, and the defaults of the new chart. */
    RESET_THEN_REUSE
}
