package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import org.jspecify.annotations.Nullable;

/**
 * How failed syncs are tried again.
 *
 * @param limit how often; negative means without end
 * @param backoff how long to wait between tries
 * @param refresh whether a new try takes the newest revision
 */
@ExactRecord
public record RetryStrategy(
        @Nullable @Format("int64") Long limit,
        @Nullable Backoff backoff,
        @Nullable Boolean refresh) {}
