package dev.capstan.charts.index;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an index of 100,000 versions and more than 20 MB, copies it and searches the copy; the heap is what the JVM was started with.
 * Prints what it measured.
 */
final class LargeIndex {
    private LargeIndex() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path yaml = folder.resolve("index.yaml");
        Path json = folder.resolve("index.json");
        write(yaml, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        long start = System.nanoTime();
        IndexSummary summary;
        try (var in = Files.newInputStream(yaml);
                var out = new BufferedOutputStream(Files.newOutputStream(json))) {
            summary = IndexReader.copyAsJson(in, out);
        }
        long copied = System.nanoTime();
        IndexEntry found;
        try (var in = Files.newInputStream(json)) {
            found = IndexReader.find(in, "chart-999", VersionRequest.parse("~1.9"));
        }
        long end = System.nanoTime();
        System.out.printf(
                "%d bytes, %d versions, found %s, copied in %d ms, searched in %d ms, heap %d MiB%n",
                Files.size(yaml),
                summary.versions(),
                found.version(),
                (copied - start) / 1_000_000,
                (end - copied) / 1_000_000,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void write(Path file, int charts, int versions) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            text(out, "apiVersion: v1\nentries:\n");
            for (int chart = 0; chart < charts; chart++) {
                text(out, "  chart-" + chart + ":\n");
                for (int version = 0; version < versions; version++) {
                    text(out, """
                              - apiVersion: v2
                                name: chart-%d
                                version: 1.%d.%d
                                created: "2026-01-01T00:00:00Z"
                                description: A chart for tests
                                digest: %064x
                                urls:
                                - charts/chart-%d-1.%d.%d.tgz
                            """.formatted(
                                    chart, version / 10, version % 10, version, chart, version / 10, version % 10));
                }
            }
            text(out, "generated: \"2026-01-01T00:00:00Z\"\n");
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
