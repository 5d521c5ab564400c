package dev.capstan.images.policy;

import java.util.Optional;

/** What a rule thinks of one value. */
sealed interface Judgement<K> {
    /** It counts, by a key that the rule compares. */
    record Eligible<K>(K key) implements Judgement<K> {}

    /**
     * It does not count.
     *
     * @param key to find the best of those that do not; empty for a value that cannot be read
     */
    record Refused<K>(TagVerdict.Standing standing, String why, Optional<K> key) implements Judgement<K> {}
}
