package dev.capstan.helm.release.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How large a record is, and what of it is large.
 *
 * @param bytes the size in a Secret: packed, in base64
 * @param unpacked the size before packing
 * @param parts what takes the space before packing, the largest first
 */
public record RecordSize(int bytes, long unpacked, List<Part> parts) {

    /** Kubernetes refuses Secrets whose data is larger ({@code MaxSecretSize}). */
    public static final int LIMIT = 1024 * 1024;

    /** What is left free for what an action adds to the record: times of hooks, and why it failed. */
    private static final int RESERVE = 16 * 1024;

    /** What is larger would not be read again. */
    private static final int LARGEST_UNPACKED = RecordCodec.LARGEST - RESERVE;

    private static final int NAMED_PARTS = 4;

    /**
     * A part of the record.
     *
     * @param name for people
     * @param bytes size before packing
     */
    public record Part(String name, int bytes) {
        @Override
        public String toString() {
            return name + " " + size(bytes);
        }
    }

    public RecordSize {
        parts = List.copyOf(parts);
    }

    /** Measures a record that was packed already. */
    static RecordSize of(ReleaseRecord record, String packed) {
        JsonNode json = record.json();
        List<Part> parts = new ArrayList<>();
        JsonNode chart = json.path("chart");
        files(parts, "the chart's template ", chart.path("templates"));
        files(parts, "the chart's file ", chart.path("files"));
        parts.add(new Part("the chart's values", text(chart.path("values"))));
        parts.add(new Part("the chart's schema", text(chart.path("schema"))));
        parts.add(new Part("the values of the release", text(json.path("config"))));
        parts.add(new Part("the rendered manifest", text(json.path("manifest"))));
        parts.add(new Part("the hooks", text(json.path("hooks"))));
        parts.add(new Part("the notes", text(json.path("info").path("notes"))));
        parts.sort(Comparator.comparingInt(Part::bytes).reversed());
        return new RecordSize(
                packed.length(),
                RecordCodec.unpackedSize(packed),
                parts.subList(0, Math.min(NAMED_PARTS, parts.size())));
    }

    /** Measures a record that does not fit; empty when it does. */
    public static Optional<RecordSize> excess(ReleaseRecord record) {
        String packed = RecordCodec.encode(record);
        return fits(packed) ? Optional.empty() : Optional.of(of(record, packed));
    }

    /** Whether it fits, with room for what an action adds. */
    static boolean fits(String packed) {
        return packed.length() <= LIMIT - RESERVE && RecordCodec.unpackedSize(packed) <= LARGEST_UNPACKED;
    }

    /** For people: what does not fit, and why. */
    public String message() {
        String what = unpacked > LARGEST_UNPACKED
                ? size(unpacked) + " before packing, and one is read only up to " + size(LARGEST_UNPACKED)
                : size(bytes) + " packed, and a Secret holds at most " + size(LIMIT - RESERVE) + " of it";
        return "the record of the release would take " + what + "; before packing, most is taken by "
                + String.join(", ", parts.stream().map(Part::toString).toList());
    }

    /** What to do. */
    public String advice() {
        return "Take files that no template reads out of the chart (.helmignore), shorten the values, or split the chart.";
    }

    private static void files(List<Part> parts, String what, JsonNode files) {
        for (JsonNode file : files) {
            parts.add(new Part(what + file.path("name").asText(), text(file.path("data"))));
        }
    }

    private static int text(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? 0
                : node.isTextual() ? node.textValue().length() : node.toString().length();
    }

    private static String size(long bytes) {
        return bytes < 10 * 1024
                ? bytes + " bytes"
                : bytes < LIMIT
                        ? bytes / 1024 + " KiB"
                        : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
    }
}
