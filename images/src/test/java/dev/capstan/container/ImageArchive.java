package dev.capstan.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a docker-archive holds.
 *
 * @param config of the image
 * @param layers entries of each, lowest first
 */
record ImageArchive(JsonNode config, List<List<TarArchiveEntry>> layers) {

    static ImageArchive read(Path file) throws IOException {
        Map<String, byte[]> members = new HashMap<>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.put(entry.getName(), tar.readAllBytes());
            }
        }
        var json = new ObjectMapper();
        var manifest = json.readTree(members.get("manifest.json")).get(0);
        var layers = new ArrayList<List<TarArchiveEntry>>();
        for (var layer : manifest.get("Layers")) {
            layers.add(entries(members.getOrDefault(layer.asText(), new byte[0])));
        }
        return new ImageArchive(
                json.readTree(new String(
                        members.getOrDefault(manifest.get("Config").asText(), new byte[0]), StandardCharsets.UTF_8)),
                layers);
    }

    private static List<TarArchiveEntry> entries(byte[] layer) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Files of a layer, without folders. */
    List<String> files(int layer) {
        return layers.get(layer).stream()
                .filter(entry -> !entry.isDirectory())
                .map(TarArchiveEntry::getName)
                .toList();
    }
}
