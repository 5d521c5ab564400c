package dev.capstan.cli.manifests;

import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves objects of {@code flux-system} elsewhere: also names of cluster roles and addresses of Services hold the namespace. */
final class NamespaceChange {

    private static final Pattern NAMESPACE = Pattern.compile("flux-system(?![A-Za-z0-9-])");

    private final String namespace;

    NamespaceChange(String namespace) {
        this.namespace = Matcher.quoteReplacement(namespace);
    }

    YamlMap of(YamlMap object) {
        boolean isDefinition = "CustomResourceDefinition".equals(object.getText("kind"));
        return isDefinition
                ? object.mapValues((key, value) -> key.equals("metadata") ? changed(value) : value)
                : object.mapValues((_, value) -> changed(value));
    }

    private YamlNode changed(YamlNode node) {
        return switch (node) {
            case YamlMap map -> map.mapValues((_, value) -> changed(value));
            case YamlList list -> list.map(this::changed);
            case YamlScalar scalar -> changed(scalar);
        };
    }

    private YamlNode changed(YamlScalar scalar) {
        Matcher matcher = NAMESPACE.matcher(scalar.text());
        return matcher.find() ? scalar.withText(matcher.replaceAll(namespace)) : scalar;
    }
}
