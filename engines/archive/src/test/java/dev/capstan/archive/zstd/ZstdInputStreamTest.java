package dev.capstan.archive.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdInputStreamTest {
    private static final int WINDOW = 32 << 20;
    private static final byte[] LINES = IntStream.range(0, 20_000)
            .mapToObj(i -> "line " + i * 7919 % 1000 + ": value-" + i)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);

    private static final List<byte[]> DAMAGED_LATER = IntStream.range(0, 60)
            .mapToObj(i -> ReferenceZstd.compress(
                    Arrays.copyOfRange(LINES, 900 * i, 900 * i + 100 * (i + 1)), 2 + 4 * (i % 4)))
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {-7, 1, 2, 3, 6, 9, 13, 17, 19})
    void readsWhatTheReferenceWritesAtEveryLevel(int level) throws IOException {
        for (var content : contents().entrySet()) {
            byte[] compressed = ReferenceZstd.compress(content.getValue(), level);

            assertThat(decompress(compressed)).as(content.getKey()).isEqualTo(content.getValue());
        }
    }

    /** Small files have literals and sequences in forms that large ones do not. */
    @Test
    void readsContentOfEveryShortLength() throws IOException {
        for (int length = 0; length < 600; length++) {
            byte[] content = Arrays.copyOfRange(LINES, length, 2 * length);

            assertThat(decompress(ReferenceZstd.compress(content, 3))).isEqualTo(content);
        }
    }

    @Test
    void readsFramesOneAfterAnother() throws IOException {
        byte[] first = ReferenceZstd.compress("first ".getBytes(StandardCharsets.UTF_8), 3);
        byte[] skippable = HexFormat.of().parseHex("5a2a4d1803000000ffffff");
        byte[] second = ReferenceZstd.compress(LINES, 4);

        assertThat(decompress(joined(skippable, first, skippable, second, skippable)))
                .isEqualTo(joined("first ".getBytes(StandardCharsets.UTF_8), LINES));
    }

    @Test
    void aFrameLooksBackAsFarAsItsWindow() throws IOException {
        byte[] noise = noise(3 << 20);
        byte[] content = joined(noise, new byte[2 << 20], noise);
        byte[] compressed = ReferenceZstd.compress(content, 3, 23);
        assertThat(compressed).hasSizeLessThan(noise.length + 100_000);

        assertThat(decompress(compressed)).isEqualTo(content);
    }

    @Test
    void o018_aWindowThatIsTooLargeIsRefusedBeforeItTakesMemory() {
        byte[] compressed = ReferenceZstd.compress(new byte[1], 3, 27);

        assertThatExceptionOfType(ZstdException.class)
                .isThrownBy(() -> decompress(compressed))
                .withMessageContaining("a window of 134217728 bytes, and 33554432 are allowed");
        assertRefused("28b52ffd e0 ffffffffffffff7f 010000"); // a frame of 2^63 bytes in one segment
        assertRefused("28b52ffd e0 ffffffffffffffff 010000");
    }

    @Test
    void o018_aFrameThatIsLongerThanItSaysIsRefused() {
        assertRefused("28b52ffd 20 02 1b0000 61"); // says 2, repeats 'a' three times
        assertRefused("28b52ffd 20 04 1b0000 61");
        assertThat(outcome(hex("28b52ffd 20 03 1b0000 61"))).hasValue("aaa".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatItDoesNotReadIsRefusedByName() {
        assertThatExceptionOfType(ZstdException.class)
                .isThrownBy(() -> decompress(hex("28b52ffd 21 07 01 090000 61")))
                .withMessage("it needs a dictionary");
        assertThatExceptionOfType(ZstdException.class)
                .isThrownBy(() -> decompress(hex("28b52ffd 20 01 0f0000 61")))
                .withMessage("a block is of a later version");
        assertThatExceptionOfType(ZstdException.class)
                .isThrownBy(() -> decompress(hex("1f8b0800")))
                .withMessageContaining("not a frame");
    }

    @Test
    void aWrongChecksumIsFound() {
        byte[] compressed = ReferenceZstd.compress(LINES, 3);
        compressed[compressed.length - 1] ^= 1;

        assertThatExceptionOfType(ZstdException.class)
                .isThrownBy(() -> decompress(compressed))
                .withMessage("a checksum is wrong");
    }

    @Test
    void whatIsCutOffAnywhereIsNeverTakenForWhole() {
        byte[] compressed = ReferenceZstd.compress(Arrays.copyOf(LINES, 3_000), 2);

        for (int length = 0; length < compressed.length; length++) {
            byte[] cut = Arrays.copyOf(compressed, length);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> decompress(cut));
        }
    }

    /** Frames without a checksum, so that damage reaches everything: what is taken, the reference takes with the same content. */
    @Test
    void randomDamageIsRefusedOrReadAsTheReferenceDoes() {
        var random = new Random(20261128);
        int accepted = 0;
        for (int round = 0; round < 6_000; round++) {
            byte[] damaged = DAMAGED_LATER.get(round % DAMAGED_LATER.size()).clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt(256);
            }

            var ours = outcome(damaged);
            if (ours.isPresent()) {
                accepted++;
                assertThat(ReferenceZstd.decompress(damaged))
                        .as("round %d", round)
                        .isPresent();
                assertThat(ours.get())
                        .isEqualTo(ReferenceZstd.decompress(damaged).orElseThrow());
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }

    private static Map<String, byte[]> contents() {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("nothing", new byte[0]);
        all.put("one byte", new byte[] {7});
        all.put("zeros", new byte[300_000]);
        all.put("noise", noise(200_000));
        all.put("lines", LINES);
        all.put(
                "few symbols",
                new Random(3)
                        .ints(100_000, 0, 3)
                        .collect(ByteArrayOutputStream::new, (o, b) -> o.write(b), (a, b) -> {})
                        .toByteArray());
        all.put("all in turn", joined(LINES, noise(150_000), new byte[400_000], Arrays.copyOf(LINES, 90_000)));
        return all;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static void assertRefused(String hex) {
        assertThatExceptionOfType(ZstdException.class).isThrownBy(() -> decompress(hex(hex)));
    }

    /** Empty for what is refused; every other exception is a fault. */
    private static Optional<byte[]> outcome(byte[] compressed) {
        try {
            return Optional.of(decompress(compressed));
        } catch (ZstdException | EOFException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] decompress(byte[] compressed) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(compressed), WINDOW)) {
            return in.readAllBytes();
        }
    }
}
