package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of a decrypted text stand in the encrypted one. They move because text of several lines is one line when it is
 * encrypted. Made out only when somebody asks; text that is not YAML has its lines where they are.
 */
final class DecryptedLines {
    private final String file;
    private final byte[] encrypted;
    private final byte[] plain;
    private @Nullable NavigableMap<Integer, Integer> places;

    DecryptedLines(String file, byte[] encrypted, byte[] plain) {
        this.file = file;
        this.encrypted = encrypted;
        this.plain = plain;
    }

    /** The line in the encrypted text; for the lines of a longer text that on which it begins. */
    int inGit(int line) {
        NavigableMap<Integer, Integer> known = places;
        if (known == null) {
            known = compared();
            places = known;
        }
        var before = known.floorEntry(line);
        return before == null ? line : before.getValue();
    }

    private NavigableMap<Integer, Integer> compared() {
        var found = new TreeMap<Integer, Integer>();
        if (!file.endsWith(".yaml") && !file.endsWith(".yml")) {
            return found;
        }
        try {
            List<YamlDocument> before = YamlReader.readAll(file, encrypted, Limits.DEFAULT);
            List<YamlDocument> after = YamlReader.readAll(file, plain, Limits.DEFAULT);
            for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
                found.putIfAbsent(
                        after.get(i).origin().line(), before.get(i).origin().line());
                compare(before.get(i).root(), after.get(i).root(), found);
            }
        } catch (YamlSyntaxException unreadable) {
            // Without a comparison the lines are those of the plain text, which is better than no line.
            found.clear();
        }
        return found;
    }

    private static void compare(YamlNode before, YamlNode after, NavigableMap<Integer, Integer> found) {
        found.putIfAbsent(after.line(), before.line());
        switch (after) {
            case YamlMap map -> {
                if (before instanceof YamlMap other) {
                    for (YamlEntry entry : map.entries()) {
                        int at = other.indexOf(entry.name());
                        if (at >= 0) {
                            found.putIfAbsent(
                                    entry.key().line(), other.keyAt(at).line());
                            compare(other.valueAt(at), entry.value(), found);
                        }
                    }
                }
            }
            case YamlList list -> {
                if (before instanceof YamlList other && other.size() == list.size()) {
                    for (int i = 0; i < list.size(); i++) {
                        compare(other.get(i), list.get(i), found);
                    }
                }
            }
            case YamlScalar _ -> {}
        }
    }
}
