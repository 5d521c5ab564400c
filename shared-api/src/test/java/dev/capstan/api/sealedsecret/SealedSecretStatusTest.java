package dev.capstan.api.sealedsecret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedSecretStatusTest {
    private static final Instant FIRST = Instant.parse("2026-11-29T08:00:00.5Z");
    private static final Instant LATER = Instant.parse("2026-11-29T09:00:00Z");

    @Test
    void aSyncedObjectHasNeitherReasonNorMessage() throws JsonProcessingException {
        SealedSecretStatus status = SealedSecretStatus.INITIAL.asSynced(3, FIRST);

        assertThat(new ObjectMapper().writeValueAsString(status)).isEqualTo("""
                {"observedGeneration":3,"conditions":[{"type":"Synced","status":"True",\
                "lastUpdateTime":"2026-11-29T08:00:00Z","lastTransitionTime":"2026-11-29T08:00:00Z"}]}""");
    }

    @Test
    void theSameIsNotWrittenAgain() {
        SealedSecretStatus synced = SealedSecretStatus.INITIAL.asSynced(1, FIRST);
        SealedSecretStatus failed = SealedSecretStatus.INITIAL.asNotSynced("no key", 1, FIRST);

        assertThat(synced.asSynced(1, LATER)).isSameAs(synced);
        assertThat(failed.asNotSynced("no key", 1, LATER)).isSameAs(failed);
    }

    @Test
    void theTransitionIsWhenTheStatusChanged() {
        SealedSecretStatus failed = SealedSecretStatus.INITIAL.asNotSynced("no key", 1, FIRST);

        SealedSecretCondition stillFailed =
                failed.asNotSynced("another cause", 2, LATER).synced().orElseThrow();
        SealedSecretCondition synced = failed.asSynced(2, LATER).synced().orElseThrow();

        assertThat(stillFailed.lastTransitionTime()).isEqualTo("2026-11-29T08:00:00Z");
        assertThat(stillFailed.lastUpdateTime()).isEqualTo("2026-11-29T09:00:00Z");
        assertThat(stillFailed.message()).isEqualTo("another cause");
        assertThat(synced.lastTransitionTime()).isEqualTo("2026-11-29T09:00:00Z");
        assertThat(synced.message()).isNull();
    }

    @Test
    void conditionsOfOthersStayBehindOurs() {
        var foreign = new SealedSecretCondition("Audited", "True", null, null, null, null);
        var before = new SealedSecretStatus(1L, List.of(foreign));

        assertThat(before.asSynced(1, FIRST).conditions())
                .extracting(SealedSecretCondition::type)
                .containsExactly("Synced", "Audited");
    }
}
