package dev.capstan.helm.release.record;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Records as Helm's storage holds them: JSON, packed with gzip, as base64. Pure. */
public final class RecordCodec {

    /** What reading a stored text gives. */
    public sealed interface Decoded {}

    /** A record. */
    public record Readable(ReleaseRecord record) implements Decoded {}

    /**
     * Not a record of Helm; nothing may be concluded about the release.
     *
     * @param why for people
     */
    public record Unreadable(String why) implements Decoded {}

    /** How large the JSON of a record may be: what fits into a Secret when it is packed is far less, unless it is a bomb. */
    public static final int LARGEST = 32 * 1024 * 1024;

    /** Small values take far more memory than they have characters. */
    private static final long MOST_TOKENS = 4_000_000;

    /** The name of its Secret must say it. */
    private static final int LARGEST_VERSION = 999_999_998;

    /** How the base64 of packed data begins. */
    private static final String GZIP = "H4sI";

    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LARGEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private RecordCodec() {}

    /** The text that a Secret holds for a record. */
    public static String encode(ReleaseRecord record) {
        byte[] json = json(record).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 4 + 64);
        try (OutputStream gzip = new SmallestGzip(packed)) {
            gzip.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory does not fail", impossible);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The JSON of a record, as Go writes it. */
    public static String json(ReleaseRecord record) {
        return GoJson.write(record.tree());
    }

    /** Reads what a Secret holds. Very old records are not packed. */
    public static Decoded decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            return isPacked(bytes) ? unpack(bytes, unpackedSize(text)) : read(bytes);
        } catch (IllegalArgumentException notBase64) {
            return new Unreadable("it is not base64: " + notBase64.getMessage());
        } catch (IOException broken) {
            return new Unreadable("its packed data is damaged or cut off: " + broken.getMessage());
        }
    }

    private static boolean isPacked(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    /** How many bytes a packed text says that it unpacks to. Reading it keeps no more, whatever comes out of it. */
    public static long unpackedSize(String text) {
        String packed = text.strip();
        int length = packed.length();
        if (!packed.startsWith(GZIP) || length < 16 || length % 4 != 0) {
            return length;
        }
        try {
            byte[] end = Base64.getDecoder().decode(packed.substring(length - 8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(end, end.length - 4, 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt());
        } catch (IllegalArgumentException notBase64) {
            return length;
        }
    }

    private static Decoded unpack(byte[] packed, long size) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            if (size > LARGEST) {
                // One that is cut off says anything: then this fails as it does with any that is damaged.
                gzip.skipNBytes(LARGEST);
                return new Unreadable("it unpacks to more than " + LARGEST / (1024 * 1024) + " MiB");
            }
            byte[] json = new byte[(int) size];
            gzip.readNBytes(json, 0, json.length);
            return gzip.read() == -1 ? read(json) : new Unreadable("it unpacks to more than it says");
        }
    }

    /** Reads the JSON of a record. */
    public static Decoded read(byte[] json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException notJson) {
            return new Unreadable("it is not JSON: " + firstLine(notJson));
        }
        return tree instanceof ObjectNode object
                ? flaw(object).<Decoded>map(Unreadable::new).orElseGet(() -> new Readable(new ReleaseRecord(object)))
                : new Unreadable("it is not a JSON object");
    }

    private static Optional<String> flaw(ObjectNode record) {
        if (!record.path("name").isTextual()) {
            return Optional.of("it is not in the form of Helm 3 and 4: it has no name");
        }
        if (!record.path("info").path("status").isTextual()) {
            return Optional.of("it is not in the form of Helm 3 and 4: it has no info.status");
        }
        if (record.hasNonNull("hooks") && !isListOfObjects(record.get("hooks"))) {
            return Optional.of("it is not in the form of Helm 3 and 4: its hooks are not a list of objects");
        }
        JsonNode version = record.path("version");
        return version.isIntegralNumber()
                        && version.canConvertToInt()
                        && version.asInt() > 0
                        && version.asInt() <= LARGEST_VERSION
                ? Optional.empty()
                : Optional.of("it is not in the form of Helm 3 and 4: it has no version");
    }

    private static boolean isListOfObjects(JsonNode hooks) {
        boolean isList = hooks.isArray();
        for (JsonNode hook : hooks) {
            isList &= hook.isObject();
        }
        return isList;
    }

    private static String firstLine(IOException fault) {
        String message = String.valueOf(fault.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
