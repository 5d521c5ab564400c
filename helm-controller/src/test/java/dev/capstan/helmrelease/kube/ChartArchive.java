package dev.capstan.helmrelease.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Packs archives entry by entry, also such as no packer makes. */
final class ChartArchive {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream out = open();

    private GZIPOutputStream open() {
        try {
            return new GZIPOutputStream(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    ChartArchive file(String name, byte[] content) {
        write(header(name, content.length, '0', ""));
        write(content);
        write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /** A file of zeros, which packs very well. */
    ChartArchive zeros(String name, int size) {
        write(header(name, size, '0', ""));
        byte[] some = new byte[1 << 16];
        for (int left = size; left > 0; left -= some.length) {
            write(left >= some.length ? some : new byte[left]);
        }
        write(new byte[(BLOCK - size % BLOCK) % BLOCK]);
        return this;
    }

    ChartArchive link(String name, String target) {
        write(header(name, 0, '2', target));
        return this;
    }

    byte[] pack() {
        write(new byte[2 * BLOCK]);
        try {
            out.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void write(byte[] some) {
        try {
            out.write(some);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] header(String name, int size, char type, String link) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
