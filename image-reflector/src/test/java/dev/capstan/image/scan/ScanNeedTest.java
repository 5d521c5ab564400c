package dev.capstan.image.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.image.ScanResult;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Reason;
import dev.capstan.image.scan.ScanNeed.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanNeedTest {
    private static final String IMAGE = "registry.example/app";
    private static final Instant SCANNED = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final ScanResult RESULT = new ScanResult("1", 3, SCANNED.toString(), List.of());

    private final ImageRepositorySpec spec = Specs.of("image: registry.example/app\ninterval: 10m\n");
    private ImageRepositoryStatus status = status(RESULT, true);
    private String image = IMAGE;
    private boolean isAsked;
    private boolean areTagsKept = true;
    private Instant now = SCANNED.plusSeconds(60);

    @Test
    void nothingChangedAndTheIntervalIsNotOver() {
        assertThat(need()).isEqualTo(new ScanNeed.Later(RESULT, Duration.ofMinutes(9)));
    }

    @Test
    void neverScanned() {
        status = status(null, true);

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.NEVER_SCANNED));
    }

    @Test
    void aScanWithoutAReadableTimeCountsAsNone() {
        status = status(new ScanResult("1", 3, null, List.of()), true);
        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.NEVER_SCANNED));

        status = status(new ScanResult("1", 3, "yesterday", List.of()), true);
        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.NEVER_SCANNED));
    }

    @Test
    void requested() {
        isAsked = true;

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.REQUESTED));
    }

    @Test
    void anotherImage() {
        image = "registry.example/other";

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.NEW_IMAGE));
    }

    @Test
    void otherExclusions() {
        var other = Specs.of("image: registry.example/app\ninterval: 10m\nexclusionList: []\n");

        assertThat(ScanNeed.of(other, status, image, false, true, INTERVAL, now))
                .isEqualTo(new ScanNeed.Now(Why.NEW_EXCLUSIONS));
    }

    @Test
    void tagsLost() {
        areTagsKept = false;

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.TAGS_LOST));
    }

    @Test
    void afterAFailureItIsTriedAgainAlthoughTheIntervalIsNotOver() {
        status = status(RESULT, false);

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.LAST_FAILED));
    }

    @Test
    void theIntervalIsOver() {
        now = SCANNED.plus(INTERVAL);

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.INTERVAL));
    }

    @Test
    void anIntervalThatWasSpreadAlittleShorterIsOver() {
        now = SCANNED.plus(INTERVAL).minusSeconds(40);

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.INTERVAL));
    }

    @Test
    void aScanOfTheFutureIsOneOfAWrongClock() {
        now = SCANNED.minusSeconds(3600);

        assertThat(need()).isEqualTo(new ScanNeed.Now(Why.INTERVAL));
    }

    private ScanNeed need() {
        return ScanNeed.of(spec, status, image, isAsked, areTagsKept, INTERVAL, now);
    }

    private static ImageRepositoryStatus status(@Nullable ScanResult result, boolean isReady) {
        var ready = isReady
                ? Condition.isTrue(Condition.READY, Reason.SUCCEEDED, "found", 1, SCANNED)
                : Condition.isFalse(Condition.READY, Reason.READ_OPERATION_FAILED, "away", 1, SCANNED);
        return new ImageRepositoryStatus(1, List.of(ready), IMAGE, List.of("^.*\\.sig$"), result, null);
    }
}
