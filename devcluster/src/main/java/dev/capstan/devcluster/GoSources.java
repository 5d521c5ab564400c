package dev.capstan.devcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The source files of a Go program, as they travel in a jar.
 *
 * @param files content by path with forward slashes
 */
record GoSources(SortedMap<String, byte[]> files) {

    /**
     * Reads the files beside a {@code go.mod}, be they in a folder or in a jar.
     *
     * @param owner whose resource {@code go/go.mod} is
     */
    static GoSources of(Class<?> owner) {
        URL module = owner.getResource("go/go.mod");
        if (module == null) {
            throw new ClusterException(
                    "The jar of " + owner.getName() + " does not carry its Go sources: it was built wrongly");
        }
        try {
            return read(module.toURI());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A resource has an address that is not a URI: " + module, e);
        }
    }

    private static GoSources read(URI module) throws IOException {
        if ("jar".equals(module.getScheme())) {
            String jar = module.toString().substring(0, module.toString().indexOf("!/"));
            try (FileSystem archive = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
                String inside = module.toString().substring(module.toString().indexOf("!/") + 1);
                return readFolder(folderOf(archive.getPath(inside)));
            }
        }
        return readFolder(folderOf(Path.of(module)));
    }

    private static Path folderOf(Path file) {
        return file.resolve("..").normalize();
    }

    private static GoSources readFolder(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return new GoSources(files);
    }

    /** A short name for exactly these sources built with exactly these flags. */
    String fingerprint(List<String> flags) {
        MessageDigest digest = sha256();
        files.forEach((path, content) -> {
            digest.update((path + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        digest.update(String.join("\0", flags).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, 10);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
