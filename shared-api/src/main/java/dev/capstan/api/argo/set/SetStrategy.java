package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * In which order Applications are synced.
 *
 * @param type {@code AllAtOnce} or {@code RollingSync}; absent means the first
 * @param rollingSync the steps
 * @param deletionOrder {@code AllAtOnce} or {@code Reverse}: whether they are deleted in the order of the steps
 *     backwards
 */
@ExactRecord
public record SetStrategy(
        @Nullable String type,
        @Nullable RollingSync rollingSync,
        @Nullable String deletionOrder) {}
