package dev.capstan.helm.release.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.charts.ChartLimits;
import dev.capstan.digest.Digest;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.tree.DiskTree;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every record that the real command left in a real API server is read, written again, and recognised as Flux does. */
class ReleaseStorageConformanceTest {

    private static final Path STORAGE = Path.of(System.getProperty("conformance.dir", "absent"), "helm", "storage");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void recognisesEveryRecordByTheDigestThatFluxGivesIt() throws IOException {
        List<String> different = new ArrayList<>();
        List<Line> lines = lines();
        for (Line line : lines) {
            ReleaseRecord record = readable(RecordCodec.read(line.recorded("record")));
            ObservedRelease observed = ObservedRelease.of(record, "");
            if (!observed.text().equals(line.text("observation"))) {
                different.add(line + ": " + observed.text());
            } else if (!observed.digest().equals(line.text("digest"))) {
                different.add(line + ": " + observed.digest());
            }
        }

        System.out.println(
                "release storage: " + (lines.size() - different.size()) + " of " + lines.size() + " digests");
        assertThat(different).isEmpty();
    }

    @Test
    void writesEveryRecordAsItWas() throws IOException {
        for (Line line : lines()) {
            ReleaseRecord record = readable(RecordCodec.read(line.recorded("record")));

            assertThat(RecordCodec.json(record)).as(line.toString()).isEqualTo(line.text("record"));
            assertThat(readable(RecordCodec.decode(RecordCodec.encode(record)))).isEqualTo(record);
        }
    }

    @Test
    void knowsTheValuesOfEveryRecordByTheDigestThatFluxGivesThem() throws IOException {
        for (Line line : lines()) {
            var values = readable(RecordCodec.read(line.recorded("record"))).values();
            byte[] sorted = values.isEmpty()
                    ? new byte[0]
                    : PlainYaml.writeBytes(values, PlainYaml.Form.DIGESTED, ForeignValues.NONE);

            assertThat(Digest.sha256(sorted)).as(line.toString()).hasToString(line.text("configDigest"));
        }
    }

    /** The chart as it was on disk, loaded here and recorded, is what the real command recorded; but for file times. */
    @Test
    void recordsChartsAsTheCommandDoes() throws Exception {
        ChartLoader loader = new ChartLoader(Files.createTempDirectory("charts"), ChartLimits.DEFAULT);
        int compared = 0;
        for (Line line : lines()) {
            ObjectNode recorded =
                    withoutTimes(JSON.readTree(line.text("record")).path("chart"));
            boolean isFound = false;
            try (var charts = Files.list(line.scenario().resolve("charts"))) {
                for (Path folder : charts.sorted().toList()) {
                    var chart = loader.load(new DiskTree(folder), "", "chart");
                    JsonNode written = JSON.readTree(GoJson.write(ChartForm.of(chart)));
                    isFound |= withoutTimes(written).equals(recorded);
                }
            }
            assertThat(isFound).as(line.toString()).isTrue();
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(30);
    }

    private static ObjectNode withoutTimes(JsonNode chart) {
        ObjectNode copy = chart.deepCopy();
        copy.remove("modtime");
        copy.remove("schemamodtime");
        for (String list : List.of("templates", "files")) {
            copy.path(list).forEach(file -> ((ObjectNode) file).remove("modtime"));
        }
        return copy;
    }

    /** A status that is set again writes every member in the place where Helm has it. */
    @Test
    void keepsTheOrderOfMembersThroughAChange() throws IOException {
        for (Line line : lines()) {
            ReleaseRecord record = readable(RecordCodec.read(line.recorded("record")));
            ReleaseRecord changed = record.with(ReleaseStatus.FAILED, "x").with(record.status(), record.description());

            assertThat(RecordCodec.json(changed)).as(line.toString()).isEqualTo(line.text("record"));
        }
    }

    private static ReleaseRecord readable(RecordCodec.Decoded decoded) {
        return ((RecordCodec.Readable) decoded).record();
    }

    private record Line(Path file, JsonNode json) {
        byte[] recorded(String name) {
            return text(name).getBytes(StandardCharsets.UTF_8);
        }

        String text(String name) {
            return json.path(name).asText();
        }

        Path scenario() {
            return STORAGE.resolve(STORAGE.relativize(file).subpath(0, 1));
        }

        @Override
        public String toString() {
            return STORAGE.relativize(file) + " " + text("name");
        }
    }

    private static List<Line> lines() throws IOException {
        assumeTrue(Files.isDirectory(STORAGE), "no conformance data at " + STORAGE);
        List<Line> lines = new ArrayList<>();
        try (var files = Files.walk(STORAGE)) {
            for (Path file : files.filter(path -> path.endsWith("records.jsonl"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(new Line(file, JSON.readTree(line)));
                }
            }
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(30);
        return lines;
    }
}
