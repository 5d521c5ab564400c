package dev.capstan.cli.kind;

import dev.capstan.api.kind.ToolkitKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kinds that the flux command calls by two words, such as {@code source git}. */
@SuppressWarnings("ImmutableEnumChecker") // nothing modifies the lists and the map; the JDK has no types that say so
enum KindFamily {
    /** Where things come from. */
    SOURCE(
            List.of("source", "sources"),
            member("git", ToolkitKind.GIT_REPOSITORY),
            member("oci", ToolkitKind.OCI_REPOSITORY),
            member("bucket", ToolkitKind.BUCKET),
            member("helm", ToolkitKind.HELM_REPOSITORY),
            member("chart", ToolkitKind.HELM_CHART),
            member("external", ToolkitKind.EXTERNAL_ARTIFACT)),

    /** What updates images. */
    IMAGE(
            List.of("image", "images"),
            member("repository", ToolkitKind.IMAGE_REPOSITORY),
            member("policy", ToolkitKind.IMAGE_POLICY),
            member("update", ToolkitKind.IMAGE_UPDATE_AUTOMATION)),

    /** What makes artifacts of artifacts. */
    ARTIFACT(List.of("artifact", "artifacts"), member("generator", ToolkitKind.ARTIFACT_GENERATOR));

    private final List<String> words;
    private final Map<String, ToolkitKind> members = new LinkedHashMap<>();

    @SafeVarargs
    KindFamily(List<String> words, Map.Entry<String, ToolkitKind>... members) {
        this.words = words;
        Arrays.stream(members).forEach(member -> this.members.put(member.getKey(), member.getValue()));
    }

    private static Map.Entry<String, ToolkitKind> member(String word, ToolkitKind kind) {
        return Map.entry(word, kind);
    }

    static Optional<KindFamily> called(String word) {
        return Arrays.stream(values())
                .filter(family -> family.words.contains(word))
                .findFirst();
    }

    List<String> words() {
        return words;
    }

    List<ToolkitKind> kinds() {
        return List.copyOf(members.values());
    }

    /** The kind that a second word stands for, in singular or plural. */
    Optional<ToolkitKind> member(String word) {
        return members.entrySet().stream()
                .filter(member -> word.equals(member.getKey()) || word.equals(plural(member.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String plural(String word) {
        return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    /** How each of them is written. */
    List<String> forms() {
        return members.keySet().stream()
                .map(word -> words.getFirst() + " " + word)
                .toList();
    }
}
