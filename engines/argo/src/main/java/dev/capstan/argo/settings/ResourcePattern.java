package dev.capstan.argo.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import java.util.ArrayList;
import java.util.List;

/** Kinds on clusters, by patterns; a list that is not given stands for all. */
public record ResourcePattern(List<LenientGlob> groups, List<LenientGlob> kinds, List<LenientGlob> clusters) {

    static ResourcePattern of(JsonNode entry) {
        return new ResourcePattern(
                globs(entry.path("apiGroups")), globs(entry.path("kinds")), globs(entry.path("clusters")));
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
