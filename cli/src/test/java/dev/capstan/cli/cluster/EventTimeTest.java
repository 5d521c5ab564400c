package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lastTimestamp: '2026-03-04T05:06:07Z'                                        | 2026-03-04T05:06:07Z",
                "lastTimestamp: '2026-03-04T05:06:07Z', firstTimestamp: '2026-03-04T01:00:00Z' | 2026-03-04T05:06:07Z",
                "lastTimestamp: null, eventTime: '2026-03-04T05:06:07.123456Z'                | 2026-03-04T05:06:07.123456Z",
                "eventTime: '2026-03-04T01:00:00.000000Z', series: {count: 2, lastObservedTime: '2026-03-04T05:06:07.000001Z'} | 2026-03-04T05:06:07.000001Z",
                "firstTimestamp: '2026-03-04T07:06:07+02:00'                                  | 2026-03-04T05:06:07Z",
                "lastTimestamp: yesterday, firstTimestamp: '2026-03-04T05:06:07Z'             | 2026-03-04T05:06:07Z",
                "lastTimestamp: yesterday                                                     | ",
            })
    void isTheTimeOfTheLastOccurrenceWhicheverFieldHasIt(String fields, @Nullable Instant expected) {
        assertThat(EventTime.of(event("metadata: {name: e}, " + fields))).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void isTheTimeOfTheObjectWhereNothingElseIsGiven() {
        assertThat(EventTime.of(event("metadata: {creationTimestamp: '2026-03-04T05:06:07Z'}")))
                .contains(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(EventTime.of(new Event())).isEmpty();
    }

    private static Event event(String fields) {
        return Serialization.unmarshal("--- {apiVersion: v1, kind: Event, " + fields + "}", Event.class);
    }
}
