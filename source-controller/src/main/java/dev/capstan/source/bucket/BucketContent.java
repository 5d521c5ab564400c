package dev.capstan.source.bucket;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.ArchiveWriter;
import dev.capstan.objectstore.ListedObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of an artifact: each object under its key, folder by folder, and the ignore rules where there are any. */
final class BucketContent implements ArchiveContent {
    /** As a walk of the folders meets the files: names compare one by one. */
    private static final Comparator<String> BY_SEGMENTS = Comparator.comparing(key -> key.replace('/', '\0'));

    private final Map<String, Part> parts = new TreeMap<>(BY_SEGMENTS);

    /** One file. */
    private record Part(long size, Source source) {}

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    BucketContent(Collection<ListedObject> objects, Optional<byte[]> rules, FetchedObjects fetched) {
        for (var object : objects) {
            parts.put(object.key(), new Part(object.size(), () -> fetched.open(object)));
        }
        rules.ifPresent(text ->
                parts.put(SelectedObjects.RULES_KEY, new Part(text.length, () -> new ByteArrayInputStream(text))));
    }

    @Override
    public void writeTo(ArchiveWriter archive) throws IOException {
        archive.folder(".");
        var folders = new HashSet<String>();
        for (var part : parts.entrySet()) {
            var key = part.getKey();
            for (var folder : SelectedObjects.foldersAbove(key)) {
                if (folders.add(folder)) {
                    archive.folder(folder);
                }
            }
            try (var content = part.getValue().source().open()) {
                archive.file(key, false, part.getValue().size(), content);
            }
        }
    }
}
