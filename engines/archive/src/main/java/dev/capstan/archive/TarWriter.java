package dev.capstan.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A tar archive (POSIX ustar, with pax records for long or non-ASCII paths) that depends on paths, contents and executable bits
 * alone: no owner, no times, fixed modes. The same content always gives the same bytes.
 */
public final class TarWriter implements ArchiveWriter, AutoCloseable {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PREFIX = 155;
    private static final int MODE_FOLDER = 0750;
    private static final int MODE_FILE = 0600;
    private static final int MODE_EXECUTABLE = 0700;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];

    /** Writes to the stream, which {@link #close()} ends but does not close. */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void folder(String path) throws IOException {
        header(path, '5', MODE_FOLDER, 0);
    }

    @Override
    public void file(String path, boolean isExecutable, long size, InputStream content) throws IOException {
        header(path, '0', isExecutable ? MODE_EXECUTABLE : MODE_FILE, size);
        long left = size;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            left -= n;
            if (left < 0) {
                break;
            }
            out.write(buffer, 0, n);
        }
        if (left != 0) {
            throw new IOException("'" + path + "' does not have the " + size + " bytes that were announced");
        }
        pad(size);
    }

    private void header(String path, char type, int mode, long size) throws IOException {
        var bytes = path.getBytes(StandardCharsets.UTF_8);
        var slash = splitAt(bytes);
        if (slash < 0) {
            writePaxPath(path);
            var shortened = Arrays.copyOf(ascii(bytes), Math.min(LONGEST_NAME, bytes.length));
            write(ustar(new byte[0], shortened, type, mode, size));
        } else {
            var prefix = slash == 0 ? new byte[0] : Arrays.copyOf(bytes, slash);
            var name = slash == 0 ? bytes : Arrays.copyOfRange(bytes, slash + 1, bytes.length);
            write(ustar(prefix, name, type, mode, size));
        }
    }

    /** Where a path is split into prefix and name: 0 when it need not be, -1 when it does not fit. */
    private static int splitAt(byte[] path) {
        for (var b : path) {
            if (b < 0) {
                return -1;
            }
        }
        if (path.length <= LONGEST_NAME) {
            return 0;
        }
        for (int i = Math.min(LONGEST_PREFIX, path.length - 2); i > 0; i--) {
            if (path[i] == '/' && path.length - i - 1 <= LONGEST_NAME) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(byte[] bytes) {
        var clean = bytes.clone();
        for (int i = 0; i < clean.length; i++) {
            if (clean[i] < 0) {
                clean[i] = '_';
            }
        }
        return clean;
    }

    private void writePaxPath(String path) throws IOException {
        var record = paxRecord("path", path).getBytes(StandardCharsets.UTF_8);
        write(ustar(new byte[0], "PaxHeaders.0/path".getBytes(StandardCharsets.US_ASCII), 'x', 0644, record.length));
        out.write(record);
        pad(record.length);
    }

    /** The record begins with its own length. */
    private static String paxRecord(String key, String value) {
        var rest = " " + key + "=" + value + "\n";
        int restLength = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = restLength + Integer.toString(restLength).length();
        if (Integer.toString(length).length() + restLength != length) {
            length++;
        }
        return length + rest;
    }

    private static byte[] ustar(byte[] prefix, byte[] name, char type, int mode, long size) {
        var block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, name.length);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, 0);
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
        octal(block, 329, 8, 0);
        octal(block, 337, 8, 0);
        System.arraycopy(prefix, 0, block, 345, prefix.length);
        int sum = 0;
        for (var b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void octal(byte[] block, int offset, int width, long value) {
        var digits = Long.toOctalString(value);
        int at = offset + width - 1 - digits.length();
        Arrays.fill(block, offset, at, (byte) '0');
        System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, block, at, digits.length());
        block[offset + width - 1] = 0;
    }

    private void pad(long size) throws IOException {
        int rest = (int) (size % BLOCK);
        if (rest > 0) {
            out.write(new byte[BLOCK - rest]);
        }
    }

    private void write(byte[] block) throws IOException {
        out.write(block);
    }

    /** Writes the end of the archive. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }
}
