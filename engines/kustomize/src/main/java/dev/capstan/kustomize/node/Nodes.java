package dev.capstan.kustomize.node;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between the immutable model and the working form. */
public final class Nodes {
    private Nodes() {}

    /** A working copy of an immutable value. */
    public static Node thaw(YamlNode value, @Nullable String file) {
        return thaw(value, file, 0);
    }

    /** As {@link #thaw(YamlNode, String)}, for a value in a text that begins in the file after so many lines. */
    public static Node thaw(YamlNode value, @Nullable String file, int linesBefore) {
        Node node = switch (value) {
            case YamlScalar scalar -> Node.scalar(Tag.of(scalar.kind()), scalar.style(), scalar.text());
            case YamlList list -> {
                Node result = Node.list().inFlow(list.style() == CollectionStyle.FLOW);
                for (YamlNode item : list) {
                    result.append(thaw(item, file, linesBefore));
                }
                yield result;
            }
            case YamlMap map -> {
                Node result = Node.map().inFlow(map.style() == CollectionStyle.FLOW);
                for (int i = 0; i < map.size(); i++) {
                    result.append(map.keyAt(i), thaw(map.valueAt(i), file, linesBefore));
                }
                yield result;
            }
        };
        return node.from(file, value.line() + linesBefore, value.column());
    }

    /** The immutable value that a node stands for, scalars read as kustomize would read them back. */
    public static YamlNode freeze(Node node) {
        return switch (node.kind()) {
            case SCALAR -> freezeScalar(node);
            case LIST -> {
                List<YamlNode> items = new ArrayList<>(node.size());
                for (Node child : node.children()) {
                    items.add(freeze(child));
                }
                yield YamlList.of(items);
            }
            case MAP -> freezeMap(node);
        };
    }

    /** As {@link #freeze}, for a node that is a map. */
    public static YamlMap freezeMap(Node node) {
        YamlMap.Builder builder = YamlMap.builder();
        for (int i = 0; i < node.size(); i++) {
            builder.put(node.key(i), freeze(node.child(i)));
        }
        return builder.build();
    }

    /** The type that kustomize finds when it writes the scalar and reads it again. */
    public static ScalarKind effectiveKind(Node scalar) {
        return freezeScalar(scalar).kind();
    }

    private static YamlScalar freezeScalar(Node node) {
        String text = node.text();
        return switch (node.tag()) {
            case STRING -> YamlScalar.ofString(text);
            case NONE ->
                node.style() == ScalarStyle.PLAIN && text.indexOf('\n') < 0
                        ? YamlScalar.plain(text)
                        : YamlScalar.ofString(text);
            case NULL -> YamlScalar.ofNull();
            case INT -> declared(node, ScalarKind.INT, "an integer");
            case FLOAT -> declared(node, ScalarKind.FLOAT, "a number");
            case BOOL -> declared(node, ScalarKind.BOOL, "true or false");
            case TIMESTAMP -> YamlScalar.plain(text);
        };
    }

    private static YamlScalar declared(Node node, ScalarKind expected, String words) {
        YamlScalar scalar = YamlScalar.plain(node.text());
        if (scalar.kind() == expected || (expected == ScalarKind.FLOAT && scalar.kind() == ScalarKind.INT)) {
            return scalar;
        }
        throw BuildFault.of(
                Code.TRANSFORMER_FAILED, "the value \"" + node.text() + "\" was put where the file has " + words);
    }
}
