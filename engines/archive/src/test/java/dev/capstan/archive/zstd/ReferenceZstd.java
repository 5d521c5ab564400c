package dev.capstan.archive.zstd;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The library of the format's authors. */
public final class ReferenceZstd {
    private ReferenceZstd() {}

    public static byte[] compress(byte[] content, int level) {
        return compress(content, level, 0);
    }

    /** @param windowLog zero for the one of the level */
    static byte[] compress(byte[] content, int level, int windowLog) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(bytes, level)) {
            out.setChecksum(level % 2 == 1);
            out.setLong(windowLog);
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Empty for what it refuses. */
    static Optional<byte[]> decompress(byte[] compressed) {
        try (var in = new com.github.luben.zstd.ZstdInputStream(new ByteArrayInputStream(compressed))) {
            in.setContinuous(false);
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
