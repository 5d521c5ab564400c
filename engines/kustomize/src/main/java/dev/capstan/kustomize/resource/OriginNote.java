package dev.capstan.kustomize.resource;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;

/**
 * What the origin annotations say; empty parts are left out.
 *
 * @param path file or folder, from the folder that is built or from the root of the remote repository
 * @param repo remote repository
 * @param ref branch, tag or commit of it
 * @param configuredIn file that configures a generator or transformer
 * @param apiVersion type of that generator or transformer
 * @param kind kind of it
 * @param name name of it
 * @param namespace namespace of it
 */
public record OriginNote(
        String path,
        String repo,
        String ref,
        String configuredIn,
        String apiVersion,
        String kind,
        String name,
        String namespace) {

    /** A file or folder. */
    public static OriginNote of(String path, String repo, String ref) {
        return new OriginNote(path, repo, ref, "", "", "", "", "");
    }

    /** A generator or transformer at this origin. */
    public OriginNote configuredBy(String byApiVersion, String byKind, String byName, String byNamespace) {
        return new OriginNote("", repo, ref, path, byApiVersion, byKind, byName, byNamespace);
    }

    /** The annotation's value. */
    public String annotation() {
        return new String(YamlWriter.keepingKeyOrder().append(content()).toBytes(), StandardCharsets.UTF_8);
    }

    /** As a map. */
    YamlMap content() {
        YamlMap.Builder by = YamlMap.builder();
        put(by, "apiVersion", apiVersion);
        put(by, "kind", kind);
        put(by, "name", name);
        put(by, "namespace", namespace);
        YamlMap.Builder content = YamlMap.builder();
        put(content, "path", path);
        put(content, "repo", repo);
        put(content, "ref", ref);
        put(content, "configuredIn", configuredIn);
        YamlMap configuredBy = by.build();
        if (!configuredBy.isEmpty()) {
            content.put("configuredBy", configuredBy);
        }
        return content.build();
    }

    private static void put(YamlMap.Builder builder, String field, String value) {
        if (!value.isEmpty()) {
            builder.put(field, YamlScalar.ofString(value));
        }
    }
}
