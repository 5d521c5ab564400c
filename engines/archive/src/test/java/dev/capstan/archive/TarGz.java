package dev.capstan.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Writes archives entry by entry, also such as no honest tool would write. */
final class TarGz {

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    TarGz file(String name, String content) {
        return entry(name, '0', "", content.getBytes(UTF_8));
    }

    TarGz folder(String name) {
        return entry(name, '5', "", new byte[0]);
    }

    TarGz entry(String name, char type, String linkTarget, byte[] content) {
        return entryOfSize(name, type, linkTarget, content, content.length);
    }

    /** An entry whose header tells another size than its content has. */
    TarGz entryOfSize(String name, char type, String linkTarget, byte[] content, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0004777\0");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, linkTarget);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    /** A file whose long path stands in a pax header before it. */
    TarGz paxFile(String path, String content) {
        String record = " path=" + path + "\n";
        int length = record.getBytes(UTF_8).length;
        int total = length + Integer.toString(length + 3).length();
        return entry("pax", 'x', "", (total + record).getBytes(UTF_8)).file("short", content);
    }

    byte[] tar() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(tar.toByteArray());
        whole.writeBytes(new byte[1024]);
        return whole.toByteArray();
    }

    byte[] bytes() {
        return gzip(tar());
    }

    static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
