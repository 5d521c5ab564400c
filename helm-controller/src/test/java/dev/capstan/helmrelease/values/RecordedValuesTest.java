package dev.capstan.helmrelease.values;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.RenderedRelease;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartYaml;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that come back from a record otherwise than they went into it would be an upgrade at each look at the release. */
class RecordedValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1",
                "a: 1.0",
                "a: -0.0",
                "a: 1.5e300",
                "a: 5e-324",
                "a: 1e21",
                "a: 1e20",
                "a: 0.000001",
                "a: 9007199254740993",
                "a: 12345678901234567890",
                "a: 123456789012345678901234567890",
                "a: 0755",
                "a: 0o755",
                "a: 0x1F",
                "a: 1_000",
                "a: yes",
                "yes: a",
                "1: a",
                "1.5: a",
                "a: null",
                "a: {}",
                "a: []",
                "a: [{b: [null, true, 1, x]}]",
                "a: 2001-12-14t21:59:43.10-05:00",
                "a: 2001-12-14",
                "a: !!binary aGFsbG8=",
                "a: \"<script>&\\u2028\\u0000\\u007f\"",
                "a: 'é \uD83D\uDE00'",
                "a: |\n  x\n  y\n",
                "a: \"x \\n y\\t\"",
                "'': x",
                "a.b: {c/d: e}",
                "a: &x {b: 1}\nc: *x",
                "a: ~\nb: ''",
                "a: '1'\nb: 'true'\nc: 'null'"
            })
    void haveTheDigestThatTheyWereGivenWith(String yaml) throws Exception {
        Map<String, @Nullable Object> values = requireNonNull(PlainYaml.readMap(yaml, Limits.DEFAULT));

        assertThat(ConfigDigest.of(recorded(values).values())).isEqualTo(ConfigDigest.of(values));
    }

    private static ReleaseRecord recorded(Map<String, @Nullable Object> values) {
        ReleaseContent content = ReleaseContent.of(
                new RenderedRelease(chart(), values, Map.of(), "", List.of(), "", List.of(), List.of()));
        ReleaseRecord record =
                ReleaseRecord.install(new RevisionId("apps", "web", 1), content, ApplyMethod.SERVER_SIDE, Stored.NOW);
        return ((RecordCodec.Readable) RecordCodec.decode(RecordCodec.encode(record))).record();
    }

    private static Chart chart() {
        return new Chart(
                new ChartYaml(
                        "web", "", List.of(), "1.0.0", "", List.of(), List.of(), "", "v2", "", "", "7", false, Map.of(),
                        "", List.of(), ""),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
