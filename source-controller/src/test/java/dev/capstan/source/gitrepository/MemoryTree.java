package dev.capstan.source.gitrepository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.git.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A commit's files in memory; a text that begins with {@code ->} is a symbolic link. */
record MemoryTree(String path, Map<String, String> files) implements TreeEntry.Directory {

    static MemoryTree of(Map<String, String> files) {
        return new MemoryTree("", new TreeMap<>(files));
    }

    @Override
    public String hash() {
        return Integer.toHexString(files.hashCode());
    }

    @Override
    public List<TreeEntry> entries() {
        var prefix = path.isEmpty() ? "" : path + "/";
        var names = new TreeSet<String>();
        for (var file : files.keySet()) {
            if (file.startsWith(prefix)) {
                names.add(file.substring(prefix.length()).split("/", 2)[0]);
            }
        }
        var entries = new ArrayList<TreeEntry>();
        for (var name : names) {
            var text = files.get(prefix + name);
            if (text == null) {
                entries.add(new MemoryTree(prefix + name, files));
            } else {
                entries.add(
                        text.startsWith("->")
                                ? new TreeEntry.Link(prefix + name)
                                : new MemoryFile(prefix + name, text));
            }
        }
        return entries;
    }

    private record MemoryFile(String path, String text) implements TreeEntry.File {
        @Override
        public boolean isExecutable() {
            return path.endsWith(".sh");
        }

        @Override
        public String hash() {
            return Integer.toHexString(text.hashCode());
        }

        @Override
        public long size() {
            return text.getBytes(UTF_8).length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }
    }
}
