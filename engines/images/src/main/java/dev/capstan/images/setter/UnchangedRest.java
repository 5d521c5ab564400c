package dev.capstan.images.setter;

import dev.capstan.yaml.CommentedYaml;
import dev.capstan.yaml.YamlComment;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The safety net of an edit: the text, read once more, must be what it was but for the values that were set. */
final class UnchangedRest {
    private final IdentityHashMap<YamlScalar, String> newTexts;
    private final IdentityHashMap<YamlNode, YamlNode> expected = new IdentityHashMap<>();

    private UnchangedRest(IdentityHashMap<YamlScalar, String> newTexts) {
        this.newTexts = newTexts;
    }

    /** What would be damaged; empty when nothing would be. */
    static Optional<String> check(
            String path,
            CommentedYaml before,
            IdentityHashMap<YamlScalar, String> newTexts,
            byte[] content,
            SetterLimits limits) {
        CommentedYaml after;
        try {
            after = YamlReader.readCommented(path, content, limits.yaml());
        } catch (YamlSyntaxException e) {
            return Optional.of("with the new values it would not be usable YAML (line "
                    + e.problem().line() + "), so it is left alone; quote the marked values");
        }
        UnchangedRest rest = new UnchangedRest(newTexts);
        boolean isSame = rest.isExpected(before.documents(), after.documents())
                && texts(before).equals(texts(after));
        return isSame
                ? Optional.empty()
                : Optional.of("with the new values other values would change, too, so it is left alone; "
                        + "quote the marked values, and remove their tags");
    }

    private static List<String> texts(CommentedYaml yaml) {
        return yaml.comments().stream().map(YamlComment::text).toList();
    }

    private boolean isExpected(List<CommentedYaml.Document> before, List<CommentedYaml.Document> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!expected(before.get(i).root()).equals(after.get(i).root())) {
                return false;
            }
        }
        return true;
    }

    /** The node with the new values. Every node is made once, so that aliases cost nothing. */
    private YamlNode expected(YamlNode node) {
        YamlNode known = expected.get(node);
        if (known != null) {
            return known;
        }
        YamlNode made = switch (node) {
            case YamlScalar scalar -> {
                String text = newTexts.get(scalar);
                yield text == null ? scalar : YamlScalar.ofString(text);
            }
            case YamlList list -> list.map(this::expected);
            case YamlMap map -> map.mapValues((_, value) -> expected(value));
        };
        expected.put(node, made);
        return made;
    }
}
