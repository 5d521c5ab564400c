package dev.capstan.cloud;

import java.time.Instant;

/** Something that holds until a moment. */
record Expiring<T>(T value, Instant until) {
    /** What it is may be secret. */
    @Override
    public String toString() {
        return "Expiring[until=" + until + "]";
    }
}
