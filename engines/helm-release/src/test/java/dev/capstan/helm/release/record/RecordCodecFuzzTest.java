package dev.capstan.helm.release.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.release.Records;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a Secret holds, reading it ends with a record or with a sentence. */
class RecordCodecFuzzTest {

    private static final int ROUNDS = 3_000;
    private static final long SEED = 20_261_129;

    @Test
    void neverFailsOnDamagedText() {
        Random random = new Random(SEED);
        String packed = RecordCodec.encode(Records.record(3, ReleaseStatus.DEPLOYED));
        int unreadable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            unreadable += isUnreadable(RecordCodec.decode(damaged(packed, random))) ? 1 : 0;
        }
        assertThat(unreadable).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void neverFailsOnDamagedJson() {
        Random random = new Random(SEED);
        String json = RecordCodec.json(Records.record(3, ReleaseStatus.DEPLOYED));
        int unreadable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(json, random).getBytes(StandardCharsets.UTF_8);
            unreadable += isUnreadable(RecordCodec.read(bytes)) ? 1 : 0;
        }
        assertThat(unreadable).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void neverFailsOnDeepJson() {
        String deep = "{\"name\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(isUnreadable(RecordCodec.read(deep.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    /** Looks at everything that a caller would look at. */
    private static boolean isUnreadable(RecordCodec.Decoded decoded) {
        return switch (decoded) {
            case RecordCodec.Unreadable(String why) -> {
                assertThat(why).isNotBlank();
                yield true;
            }
            case RecordCodec.Readable(ReleaseRecord record) -> {
                assertThat(record.hooks()).isNotNull();
                assertThat(record.values()).isNotNull();
                assertThat(record.chartName()).isNotNull();
                assertThat(ObservedRelease.of(record, "").digest()).startsWith("sha256:");
                assertThat(record.with(ReleaseStatus.FAILED, "x").status()).isEqualTo(ReleaseStatus.FAILED);
                yield false;
            }
        };
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int times = 0; times <= random.nextInt(4) && !damaged.isEmpty(); times++) {
            int place = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(place, (char) (32 + random.nextInt(95)));
                case 1 -> damaged.deleteCharAt(place);
                case 2 -> damaged.setLength(Math.max(1, place));
                default -> damaged.insert(place, damaged.substring(place, Math.min(damaged.length(), place + 9)));
            }
        }
        return damaged.toString();
    }
}
