package dev.capstan.source.generator;

import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.util.List;

/** Merges YAML files as Helm merges values: maps key by key and at any depth; everything else is replaced. */
final class YamlMerge {
    private static final Limits LIMITS = Limits.DEFAULT;

    private YamlMerge() {}

    /** What came of it. */
    sealed interface Merged {
        record Text(byte[] yaml) implements Merged {}

        record NotMergeable(String why) implements Merged {}
    }

    /**
     * Puts one file over another. Several documents of a file count as one, the later ones over the earlier.
     *
     * @param base a YAML or JSON text
     * @param overlay whose values win
     */
    static Merged merge(byte[] base, byte[] overlay) {
        try {
            var values = over(values("what is there", base), values("what is copied", overlay));
            return new Merged.Text(YamlWriter.write(values));
        } catch (YamlSyntaxException | UnwritableValueException | NotAMapException e) {
            return new Merged.NotMergeable(String.valueOf(e.getMessage()));
        }
    }

    private static YamlMap values(String what, byte[] text) {
        List<YamlDocument> documents = YamlReader.readAllLastKeyWins(what, text, LIMITS);
        var all = YamlMap.empty();
        for (var document : documents) {
            if (!(document.root() instanceof YamlMap map)) {
                throw new NotAMapException(what + " is not a map of keys and values");
            }
            all = over(all, map);
        }
        return all;
    }

    private static YamlMap over(YamlMap base, YamlMap overlay) {
        var merged = base;
        for (var entry : overlay.entries()) {
            YamlNode value = entry.value() instanceof YamlMap upper && base.get(entry.name()) instanceof YamlMap lower
                    ? over(lower, upper)
                    : entry.value();
            merged = merged.with(entry.key(), value);
        }
        return merged;
    }

    private static final class NotAMapException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAMapException(String message) {
            super(message, null, false, false);
        }
    }
}
