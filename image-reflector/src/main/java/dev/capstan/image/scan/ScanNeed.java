package dev.capstan.image.scan;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.image.ScanResult;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the tags of an image are listed now. */
public sealed interface ScanNeed {

    /** Now. */
    record Now(Why why) implements ScanNeed {}

    /** Not before so long. */
    record Later(ScanResult known, Duration remaining) implements ScanNeed {}

    /** Why now. */
    enum Why {
        /** Nothing was ever found. */
        NEVER_SCANNED,
        /** Somebody asked for it. */
        REQUESTED,
        /** The spec names another image. */
        NEW_IMAGE,
        /** The spec leaves other tags out. */
        NEW_EXCLUSIONS,
        /** What was found is not kept any more. */
        TAGS_LOST,
        /** The last try failed. */
        LAST_FAILED,
        /** Its time has come. */
        INTERVAL
    }

    /**
     * Decides it.
     *
     * @param image canonical name of the image
     * @param isAsked whether somebody asks for a scan now
     * @param areTagsKept whether the tags of the last scan are there
     */
    static ScanNeed of(
            ImageRepositorySpec spec,
            ImageRepositoryStatus status,
            String image,
            boolean isAsked,
            boolean areTagsKept,
            Duration interval,
            Instant now) {
        ScanResult known = status.lastScanResult();
        Optional<Instant> scanned = Optional.ofNullable(known).flatMap(ScanNeed::timeOf);
        if (known == null || scanned.isEmpty()) {
            return new Now(Why.NEVER_SCANNED);
        }
        if (isAsked) {
            return new Now(Why.REQUESTED);
        }
        if (!image.equals(status.canonicalImageName())) {
            return new Now(Why.NEW_IMAGE);
        }
        if (!spec.exclusionList().equals(status.observedExclusionList())) {
            return new Now(Why.NEW_EXCLUSIONS);
        }
        if (!areTagsKept) {
            return new Now(Why.TAGS_LOST);
        }
        if (hasFailed(status)) {
            return new Now(Why.LAST_FAILED);
        }
        Duration remaining = Duration.between(now, scanned.get().plus(interval));
        // Intervals are spread a little, and a scan of the future is one of a wrong clock.
        boolean isDue = remaining.compareTo(interval.dividedBy(10)) <= 0 || remaining.compareTo(interval) > 0;
        return isDue ? new Now(Why.INTERVAL) : new Later(known, remaining);
    }

    private static boolean hasFailed(ImageRepositoryStatus status) {
        return Conditions.of(status.conditions())
                .get(Condition.READY)
                .filter(ready -> !ready.holds())
                .isPresent();
    }

    private static Optional<Instant> timeOf(ScanResult result) {
        try {
            return Optional.ofNullable(result.scanTime()).map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
