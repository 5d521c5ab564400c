package dev.capstan.archive;

import dev.capstan.digest.Digest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a {@code .tar.gz} or {@code .tar.zst} into an {@link ArchiveTree}. The archive is decompressed into one nameless
 * file that is mapped into memory; nothing is ever written under a name that the archive chose, so no entry can reach
 * another file.
 */
public final class ArchiveReader {

    /** What became of an archive. */
    public sealed interface Result {

        /** It is what was announced, and its files can be read. */
        record Read(ArchiveTree tree) implements Result {}

        /** Nothing of it may be read. */
        record NotRead(ArchiveFailure failure) implements Result {}
    }

    private final Path directory;
    private final ArchiveLimits limits;
    private final boolean leavesOutLinks;
    private final Decompression decompression;

    /** Decompresses gzip into nameless files of the directory, which must exist. Archives with links are refused. */
    public ArchiveReader(Path directory, ArchiveLimits limits) {
        this(directory, limits, false, Decompression.GZIP);
    }

    private ArchiveReader(Path directory, ArchiveLimits limits, boolean leavesOutLinks, Decompression decompression) {
        this.directory = directory;
        this.limits = limits;
        this.leavesOutLinks = leavesOutLinks;
        this.decompression = decompression;
    }

    /** The same, which leaves out symbolic links instead; hard links are refused all the same. */
    public ArchiveReader leavingOutLinks() {
        return new ArchiveReader(directory, limits, true, decompression);
    }

    /** The same, which also reads archives that are compressed with Zstandard; their first bytes say so. */
    public ArchiveReader readingZstd() {
        return new ArchiveReader(directory, limits, leavesOutLinks, Decompression.GZIP_OR_ZSTD);
    }

    /** The same, which also reads archives that are compressed with Zstandard, or not at all; their first bytes say so. */
    public ArchiveReader readingAny() {
        return new ArchiveReader(directory, limits, leavesOutLinks, Decompression.ANY);
    }

    /**
     * Reads, verifies and indexes an archive.
     *
     * @param archive the bytes as served; not closed here
     * @param digest what they must hash to
     * @throws StreamBrokenException when the stream itself fails
     */
    public Result read(InputStream archive, Digest digest) throws StreamBrokenException {
        MessageDigest computation = digest.algorithm().start();
        var served = new DigestInputStream(new Served(archive, limits.download()), computation);
        try {
            Path file = Files.createTempFile(directory, "artifact-", ".tar");
            try {
                ArchiveFailure broken = decompress(served, file);
                // The rest counts for the digest too, and tells a broken archive from one that was exchanged.
                served.transferTo(OutputStream.nullOutputStream());
                Digest actual = digest.algorithm().finish(computation);
                if (!actual.equals(digest)) {
                    return refused(new ArchiveFailure.DigestMismatch(digest, actual));
                }
                if (broken != null) {
                    return refused(broken);
                }
                return new TarIndex(map(file), limits.entries(), leavesOutLinks).read(digest.toString());
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (StreamBrokenException broken) {
            throw broken;
        } catch (TooLarge tooLarge) {
            return refused(
                    new ArchiveFailure.LimitExceeded("an archive may have %d bytes".formatted(limits.download())));
        } catch (IOException e) {
            return refused(new ArchiveFailure.StorageFailed(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable ArchiveFailure decompress(InputStream served, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            InputStream unzipped = decompression.of(served);
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            while (true) {
                int count = decompression.read(unzipped, buffer);
                if (count < 0) {
                    return null;
                }
                total += count;
                if (total > limits.unpacked()) {
                    return new ArchiveFailure.LimitExceeded(
                            "an unpacked archive may have %d bytes".formatted(limits.unpacked()));
                }
                out.write(buffer, 0, count);
            }
        } catch (Decompression.DamagedException damaged) {
            return new ArchiveFailure.Refused(damaged.why());
        }
    }

    private static MemorySegment map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    private static Result refused(ArchiveFailure failure) {
        return new Result.NotRead(failure);
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts the bytes that were served, and tells trouble with the server from trouble with the local disk. */
    private static final class Served extends FilterInputStream {
        private final long limit;
        private long total;

        Served(InputStream in, long limit) {
            super(new BufferedInputStream(in, 64 * 1024));
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            try {
                int value = super.read();
                count(value < 0 ? 0 : 1);
                return value;
            } catch (TooLarge tooLarge) {
                throw tooLarge;
            } catch (IOException e) {
                throw new StreamBrokenException(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = super.read(buffer, offset, length);
                count(Math.max(0, count));
                return count;
            } catch (TooLarge tooLarge) {
                throw tooLarge;
            } catch (IOException e) {
                throw new StreamBrokenException(e);
            }
        }

        private void count(int more) throws TooLarge {
            total += more;
            if (total > limit) {
                throw new TooLarge();
            }
        }
    }
}
