package dev.capstan.source.bucket;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.ArchiveWriter;
import dev.capstan.objectstore.ListedObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of an artifact: each object under its key, folder by folder, and the ignore rules where there are any. */
final class BucketContent implements ArchiveContent {
    /** As a walk of the folders meets the files: names compare one by one. */
    private static final Comparator<String> BY_SEGMENTS =
            Comparator.comparing(key -> key.split("/", -1), Arrays::compare);

    private final TreeMap<String, ListedObject> objects = new TreeMap<>(BY_SEGMENTS);
    private final Optional<byte[]> rules;
    private final FetchedObjects fetched;

    BucketContent(Collection<ListedObject> objects, Optional<byte[]> rules, FetchedObjects fetched) {
        objects.forEach(object -> this.objects.put(object.key(), object));
        this.rules = rules;
        this.fetched = fetched;
    }

    @Override
    public void writeTo(ArchiveWriter archive) throws IOException {
        archive.folder(".");
        var folders = new HashSet<String>();
        var keys = new TreeSet<>(BY_SEGMENTS);
        keys.addAll(objects.keySet());
        rules.ifPresent(_ -> keys.add(SelectedObjects.RULES_KEY));
        for (var key : keys) {
            for (var folder : SelectedObjects.foldersAbove(key)) {
                if (folders.add(folder)) {
                    archive.folder(folder);
                }
            }
            file(archive, key);
        }
    }

    private void file(ArchiveWriter archive, String key) throws IOException {
        var object = objects.get(key);
        if (object == null) {
            var text = rules.orElseThrow();
            archive.file(key, false, text.length, new ByteArrayInputStream(text));
            return;
        }
        try (var content = fetched.open(object)) {
            archive.file(key, false, object.size(), content);
        }
    }
}
