package dev.capstan.archive;

import dev.capstan.archive.zstd.ZstdException;
import dev.capstan.archive.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How archives may be compressed. */
enum Decompression {
    GZIP,
    GZIP_OR_ZSTD,
    /** Either, or none. */
    ANY;

    private static final int BUFFER = 64 << 10;
    private static final int MAGIC = 4;

    /** 32 MiB: what the encoders that make layers use at their highest levels; zstd itself needs 8 MiB up to level 19. */
    private static final int LARGEST_WINDOW = 32 << 20;

    /** The archive is not compressed so, or damaged. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String why;

        private DamagedException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** The decompressed bytes. */
    InputStream of(InputStream served) throws IOException {
        try {
            if (this == GZIP) {
                return new GZIPInputStream(served, BUFFER);
            }
            var whole = new PushbackInputStream(served, MAGIC);
            byte[] head = whole.readNBytes(MAGIC);
            whole.unread(head);
            if (ZstdInputStream.isMagic(head)) {
                return new ZstdInputStream(whole, LARGEST_WINDOW);
            }
            return this == ANY && !isGzip(head) ? whole : new GZIPInputStream(whole, BUFFER);
        } catch (ZipException | EOFException e) {
            throw new DamagedException(refusal());
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length >= 2 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b;
    }

    int read(InputStream decompressed, byte[] buffer) throws IOException {
        try {
            return decompressed.read(buffer);
        } catch (ZstdException e) {
            throw new DamagedException("a damaged zstd file: " + e.getMessage());
        } catch (ZipException | EOFException e) {
            throw new DamagedException(refusal());
        }
    }

    private String refusal() {
        return this == GZIP ? "not a gzip file, or cut off" : "not a gzip file and not a zstd file, or cut off";
    }
}
