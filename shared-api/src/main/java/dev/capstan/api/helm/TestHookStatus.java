package dev.capstan.api.helm;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test of a release.
 *
 * @param lastStarted when it began; RFC 3339
 * @param lastCompleted when it ended; RFC 3339
 * @param phase how it ended, in the words of Helm
 */
@WireRecord
public record TestHookStatus(
        @Nullable @Format("date-time") String lastStarted,
        @Nullable @Format("date-time") String lastCompleted,
        @Nullable String phase) {}
