package dev.capstan.helm.release.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.RecordedHook.LastRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

    private static final Instant BEGUN = Records.BEGUN;

    @Test
    void writesANewRecordAsHelmDoes() {
        ReleaseContent content = new ReleaseContent(
                Records.chart(),
                JsonNodeFactory.instance.objectNode().put("replicas", 3.0).put("ratio", 1e-7),
                "a: <1>\n",
                List.of(hook(List.of())),
                "");

        ReleaseRecord record =
                ReleaseRecord.install(new RevisionId("apps", "shop", 1), content, ApplyMethod.SERVER_SIDE, BEGUN);

        assertThat(RecordCodec.json(record))
                .isEqualTo("{\"name\":\"shop\",\"info\":{\"first_deployed\":\"2026-11-22T15:47:41.1Z\","
                        + "\"last_deployed\":\"2026-11-22T15:47:41.1Z\",\"description\":\"Initial install underway\","
                        + "\"status\":\"pending-install\"},\"chart\":{\"metadata\":{\"name\":\"shop\","
                        + "\"version\":\"1.2.3\",\"appVersion\":\"9\"},\"lock\":null,\"templates\":null},"
                        + "\"config\":{\"replicas\":3,\"ratio\":1e-7},\"manifest\":\"a: \\u003c1\\u003e\\n\","
                        + "\"hooks\":[{\"name\":\"job\",\"kind\":\"Job\",\"path\":\"shop/templates/job.yaml\","
                        + "\"manifest\":\"kind: Job\\n\",\"events\":[\"pre-install\"],\"last_run\":{\"phase\":\"\"},"
                        + "\"weight\":-5}],\"version\":1,\"namespace\":\"apps\",\"apply_method\":\"ssa\"}");
    }

    @Test
    void recordsTheRunOfAHookAndItsDefaultPolicyWhereHelmDoes() {
        ReleaseRecord record = ReleaseRecord.install(
                new RevisionId("apps", "shop", 1),
                new ReleaseContent(
                        Records.chart(), JsonNodeFactory.instance.objectNode(), "", List.of(hook(List.of())), ""),
                ApplyMethod.SERVER_SIDE,
                BEGUN);

        ReleaseRecord ran = record.with(0, new LastRun(Optional.of(BEGUN), Optional.empty(), HookPhase.RUNNING));

        assertThat(RecordCodec.json(ran))
                .contains(
                        "\"last_run\":{\"started_at\":\"2026-11-22T15:47:41.1Z\",\"phase\":\"Running\"},\"weight\":-5,"
                                + "\"delete_policies\":[\"before-hook-creation\"]}");
        assertThat(ran.hooks().getFirst().lastRun().phase()).isEqualTo(HookPhase.RUNNING);
    }

    @Test
    void keepsWhatItDoesNotKnowThroughAChange() {
        String json = "{\"name\":\"shop\",\"info\":{\"status\":\"deployed\",\"mood\":\"fine\"},\"version\":3,"
                + "\"namespace\":\"apps\",\"future\":{\"z\":1,\"a\":1.5e+30}}";

        ReleaseRecord record = readable(json).with(ReleaseStatus.SUPERSEDED);

        assertThat(RecordCodec.json(record))
                .contains("\"mood\":\"fine\"")
                .contains("\"status\":\"superseded\"")
                .contains("\"future\":{\"z\":1,\"a\":1.5e+30}");
    }

    /** Helm 3 wrote empty texts for times that were never set, and times with a zone. */
    @Test
    void observesARecordOfHelm3AsFluxDoes() {
        ReleaseRecord record =
                readable("{\"name\":\"shop\",\"info\":{\"first_deployed\":\"2026-11-22T15:47:41.100+02:00\","
                        + "\"deleted\":\"\",\"description\":\"ok\",\"status\":\"deployed\"},\"chart\":{\"metadata\":{\"name\":\"c\"}},"
                        + "\"version\":3,\"namespace\":\"apps\"}");

        assertThat(ObservedRelease.of(record, "").text())
                .isEqualTo(
                        "{\"name\":\"shop\",\"version\":3,\"info\":{\"first_deployed\":\"2026-11-22T15:47:41.1+02:00\","
                                + "\"description\":\"ok\",\"status\":\"deployed\"},\"chartMetadata\":{\"name\":\"c\"},\"config\":null,"
                                + "\"manifest\":\"\",\"hooks\":null,\"namespace\":\"apps\"}\n");
        assertThat(record.applyMethod()).isEqualTo(ApplyMethod.CLIENT_SIDE);
    }

    @Test
    void observesTheDigestOfAnArtifactAndNoTests() {
        ReleaseRecord record = readable(
                "{\"name\":\"shop\",\"info\":{\"status\":\"deployed\"},\"hooks\":[{\"name\":\"t\","
                        + "\"events\":[\"test\"],\"last_run\":{\"phase\":\"\"}}],\"version\":3,\"namespace\":\"apps\"}");

        assertThat(ObservedRelease.of(record, "sha256:1").text())
                .endsWith("\"hooks\":null,\"namespace\":\"apps\",\"ociDigest\":\"sha256:1\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not base64!                | it is not base64",
                "''                         | it is not a JSON object",
                "bm90IGpzb24=               | it is not JSON",
                "WzFd                       | it is not a JSON object",
                "e30=                       | it has no name",
                "eyJuYW1lIjoiYSJ9           | it has no info.status",
                "H4sIAAAAAAAA               | damaged or cut off",
            })
    void saysWhyATextIsNotARecord(String text, String why) {
        assertThat(RecordCodec.decode(text))
                .isInstanceOfSatisfying(
                        RecordCodec.Unreadable.class,
                        unreadable -> assertThat(unreadable.why()).contains(why));
    }

    @Test
    void refusesHooksThatAreNone() {
        byte[] json = "{\"name\":\"a\",\"info\":{\"status\":\"deployed\"},\"version\":1,\"hooks\":{\"a\":1}}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(RecordCodec.read(json))
                .isEqualTo(new RecordCodec.Unreadable(
                        "it is not in the form of Helm 3 and 4: its hooks are not a list of objects"));
    }

    @Test
    void refusesATruncatedRecord() {
        String text = RecordCodec.encode(Records.record(1, ReleaseStatus.DEPLOYED));

        assertThat(RecordCodec.decode(text.substring(0, text.length() / 2 / 4 * 4)))
                .isInstanceOf(RecordCodec.Unreadable.class);
    }

    @Test
    void refusesABomb() throws IOException {
        assertThat(RecordCodec.decode(packed(" ".repeat(33 << 20))))
                .isEqualTo(new RecordCodec.Unreadable("it unpacks to more than 32 MiB"));
    }

    /** The size that packed data says of itself is in its last four bytes. */
    @Test
    void refusesABombThatSaysItIsSmall() throws IOException {
        byte[] bomb = Base64.getDecoder().decode(packed(" ".repeat(33 << 20)));
        bomb[bomb.length - 1] = 0;

        assertThat(RecordCodec.unpackedSize(Base64.getEncoder().encodeToString(bomb)))
                .isLessThan(RecordCodec.LARGEST);
        assertThat(RecordCodec.decode(Base64.getEncoder().encodeToString(bomb)))
                .isEqualTo(new RecordCodec.Unreadable("it unpacks to more than it says"));
    }

    /** A list that is empty has three characters in JSON, and fifty bytes in memory. */
    @Test
    void refusesABombOfSmallValues() throws IOException {
        String lists = "[" + "[],".repeat(5_000_000) + "0]";
        String json = "{\"name\":\"a\",\"info\":{\"status\":\"deployed\"},\"version\":1,\"x\":" + lists + "}";

        assertThat(RecordCodec.decode(packed(json)))
                .isInstanceOfSatisfying(
                        RecordCodec.Unreadable.class,
                        unreadable -> assertThat(unreadable.why()).contains("Token count"));
    }

    @Test
    void knowsHowLargeARecordIsWithoutUnpackingIt() {
        ReleaseRecord record = Records.record(1, ReleaseStatus.DEPLOYED);

        assertThat(RecordCodec.unpackedSize(RecordCodec.encode(record)))
                .isEqualTo(RecordCodec.json(record).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "999999999", "2147483647", "4294967297", "1.5", "true"})
    void refusesANumberThatNoSecretCanBeNamedBy(String version) {
        String json = "{\"name\":\"a\",\"info\":{\"status\":\"deployed\"},\"version\":" + version + "}";

        assertThat(RecordCodec.read(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new RecordCodec.Unreadable("it is not in the form of Helm 3 and 4: it has no version"));
    }

    private static String packed(String json) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static RecordedHook hook(List<String> policies) {
        return new RecordedHook(
                0,
                "job",
                "Job",
                "shop/templates/job.yaml",
                "kind: Job\n",
                List.of(HookEvent.PRE_INSTALL),
                -5,
                policies,
                List.of(),
                LastRun.never());
    }

    private static ReleaseRecord readable(String json) {
        return ((RecordCodec.Readable) RecordCodec.read(json.getBytes(StandardCharsets.UTF_8))).record();
    }
}
