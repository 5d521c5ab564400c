package dev.capstan.git.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * A tree object, in which the objects of entries are exchanged where they stand: names, modes and order stay as they were to the byte.
 */
final class RawTree {
    private final byte[] bytes;
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * One entry.
     *
     * @param at where the id begins
     * @param isDoubled whether another one has the same name
     */
    record Entry(FileMode mode, ObjectId id, int at, boolean isDoubled) {}

    private RawTree(byte[] bytes) {
        this.bytes = bytes;
    }

    static RawTree read(ObjectReader reader, ObjectId id) throws IOException {
        var tree = new RawTree(reader.open(id, Constants.OBJ_TREE).getBytes());
        tree.index(id);
        return tree;
    }

    private void index(ObjectId tree) throws CorruptObjectException {
        int at = 0;
        while (at < bytes.length) {
            int mode = 0;
            for (; at < bytes.length && bytes[at] != ' '; at++) {
                mode = (mode << 3) + (bytes[at] - '0');
            }
            int name = ++at;
            while (at < bytes.length && bytes[at] != 0) {
                at++;
            }
            int id = at + 1;
            at = id + Constants.OBJECT_ID_LENGTH;
            if (at > bytes.length) {
                throw new CorruptObjectException(tree, "an entry is cut off");
            }
            var text = new String(bytes, name, id - 1 - name, StandardCharsets.UTF_8);
            entries.put(
                    text,
                    new Entry(FileMode.fromBits(mode), ObjectId.fromRaw(bytes, id), id, entries.containsKey(text)));
        }
    }

    /** The entries by name. */
    Map<String, Entry> entries() {
        return entries;
    }

    void exchange(Entry entry, ObjectId id) {
        id.copyRawTo(bytes, entry.at());
    }

    byte[] bytes() {
        return bytes;
    }
}
