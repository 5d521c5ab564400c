package dev.capstan.application.live;

/** What is known of one object. */
public sealed interface LiveLookup {
    record Found(LiveObject object) implements LiveLookup {}

    /** It is not there, by a watch that is up to date or by the cluster itself. */
    record Absent() implements LiveLookup {}

    /**
     * It cannot be told at the moment.
     *
     * @param why for people
     */
    record Unknown(String why) implements LiveLookup {}
}
