package dev.capstan.argo.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kinds on clusters, by patterns; a list that is not given stands for all. */
public record ResourcePattern(List<LenientGlob> groups, List<LenientGlob> kinds, List<LenientGlob> clusters) {

    /** Reads an entry; empty when it is not of this form, and would stand for more than it is meant for. */
    static Optional<ResourcePattern> of(JsonNode entry) {
        List<JsonNode> lists = List.of(entry.path("apiGroups"), entry.path("kinds"), entry.path("clusters"));
        boolean isReadable = entry.isObject()
                && lists.stream().allMatch(list -> list.isArray() || list.isNull() || list.isMissingNode());
        return isReadable
                ? Optional.of(new ResourcePattern(globs(lists.get(0)), globs(lists.get(1)), globs(lists.get(2))))
                : Optional.empty();
    }

    private static List<LenientGlob> globs(JsonNode list) {
        List<LenientGlob> globs = new ArrayList<>();
        list.forEach(item -> globs.add(LenientGlob.of(item.asText(""), GlobSyntax.TEXT)));
        return List.copyOf(globs);
    }

    boolean matches(String group, String kind, String server) {
        return has(groups, group) && has(kinds, kind) && has(clusters, server);
    }

    private static boolean has(List<LenientGlob> globs, String text) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(text));
    }
}
