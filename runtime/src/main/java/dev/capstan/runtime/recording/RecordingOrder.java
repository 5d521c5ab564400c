package dev.capstan.runtime.recording;

import dev.capstan.api.meta.GoDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be recorded.
 *
 * @param duration how long
 * @param settings which of the settings of the JDK: {@code default}, which costs about a percent, or {@code profile}, which costs two
 */
record RecordingOrder(Duration duration, String settings) {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration USUAL = Duration.ofSeconds(30);

    /** An order that was read, or what is wrong with it. */
    sealed interface Read {
        record Order(RecordingOrder order) implements Read {}

        record Wrong(String message) implements Read {}
    }

    /** Reads the parameters of a request; those that are not given have usual values. */
    static Read read(Optional<String> duration, Optional<String> settings) {
        var asked = duration.map(GoDuration::parse).orElse(Optional.of(USUAL));
        if (asked.filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .isEmpty()) {
            return new Read.Wrong("duration must be from 1s to 5m, such as 30s, not " + duration.orElse(""));
        }
        String chosen = settings.orElse("default");
        if (!chosen.equals("default") && !chosen.equals("profile")) {
            return new Read.Wrong("settings must be default or profile, not " + chosen);
        }
        return new Read.Order(new RecordingOrder(asked.get(), chosen));
    }
}
