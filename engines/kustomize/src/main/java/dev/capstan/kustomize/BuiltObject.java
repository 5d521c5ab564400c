package dev.capstan.kustomize;

import dev.capstan.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a successful build.
 *
 * @param content the whole object, with {@code apiVersion}, {@code kind} and {@code metadata.name}
 * @param origin where it came from
 * @param firstName its name where it came from; prefixes, suffixes, patches and a namespace may have changed it since
 */
public record BuiltObject(YamlMap content, Origin origin, String firstName) {

    /** The {@code apiVersion}, for example {@code apps/v1} or {@code v1}. */
    public String apiVersion() {
        return text(content, "apiVersion");
    }

    /** The API group; empty for the core group. */
    public String group() {
        String apiVersion = apiVersion();
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The version without the group. */
    public String version() {
        String apiVersion = apiVersion();
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** The kind. */
    public String kind() {
        return text(content, "kind");
    }

    /** The namespace as written; empty when none is. */
    public String namespace() {
        return text(content.getMap("metadata"), "namespace");
    }

    /** The name. */
    public String name() {
        return text(content.getMap("metadata"), "name");
    }

    /** {@code Kind/namespace/name}, or {@code Kind/name} without a namespace. */
    public String identity() {
        String namespace = namespace();
        return namespace.isEmpty() ? kind() + "/" + name() : kind() + "/" + namespace + "/" + name();
    }

    private static String text(@Nullable YamlMap map, String key) {
        String text = map == null ? null : map.getText(key);
        return text == null ? "" : text;
    }
}
