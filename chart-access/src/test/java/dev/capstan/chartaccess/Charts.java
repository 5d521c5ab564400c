package dev.capstan.chartaccess;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Packed charts, written and read. */
public final class Charts {
    private Charts() {}

    /** A chart with metadata and default values. */
    public static byte[] packed(String name, String version) {
        return packed(name, version, Map.of("values.yaml", "replicas: 1\n"));
    }

    /** A chart with metadata and other files. */
    public static byte[] packed(String name, String version, Map<String, String> files) {
        var all = new TreeMap<>(files);
        all.put("Chart.yaml", yaml(name, version));
        var out = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(out);
                var tar = new TarWriter(zipped)) {
            for (var file : all.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                tar.file(name + "/" + file.getKey(), false, content.length, new ByteArrayInputStream(content));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static String yaml(String name, String version) {
        return "apiVersion: v2\nname: " + name + "\nversion: " + version + "\n";
    }

    /** The files of a packed chart by their paths in the archive. */
    public static Map<String, String> files(byte[] archive) {
        var files = new TreeMap<String, String>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
