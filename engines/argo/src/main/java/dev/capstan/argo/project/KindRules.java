package dev.capstan.argo.project;

import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import java.util.List;
import java.util.Optional;

/**
 * Which kinds a project permits. Those of the cluster must be in their white list; those of namespaces must be in theirs if there is one;
 * neither may be in its black list.
 *
 * @param namespaceWhitelist absent for all; an empty one is for none
 */
record KindRules(
        List<KindPattern> clusterWhitelist,
        List<KindPattern> clusterBlacklist,
        Optional<List<KindPattern>> namespaceWhitelist,
        List<KindPattern> namespaceBlacklist) {

    /**
     * A pattern of kinds.
     *
     * @param name of objects; empty for all
     */
    record KindPattern(LenientGlob group, LenientGlob kind, LenientGlob name) {
        static KindPattern of(String group, String kind, String name) {
            return new KindPattern(
                    LenientGlob.of(group, GlobSyntax.NAME),
                    LenientGlob.of(kind, GlobSyntax.NAME),
                    LenientGlob.of(name, GlobSyntax.NAME));
        }

        boolean matches(String otherGroup, String otherKind, String otherName) {
            return kind.matches(otherKind) && group.matches(otherGroup) && (name.isEmpty() || name.matches(otherName));
        }

        /** As {@link #matches}, for denials. */
        boolean mayMatch(String otherGroup, String otherKind, String otherName) {
            return kind.mayMatch(otherKind)
                    && group.mayMatch(otherGroup)
                    && (name.isEmpty() || name.mayMatch(otherName));
        }

        boolean isEverything() {
            return group.text().equals("*") && kind.text().equals("*") && name.isEmpty();
        }
    }

    boolean permitsOfCluster(String group, String kind, String name) {
        return isIn(clusterWhitelist, group, kind, name) && !isDenied(clusterBlacklist, group, kind, name);
    }

    boolean permitsOfNamespace(String group, String kind) {
        return namespaceWhitelist.map(list -> isIn(list, group, kind, "")).orElse(true)
                && !isDenied(namespaceBlacklist, group, kind, "");
    }

    boolean permitsEverything() {
        return clusterBlacklist.isEmpty()
                && namespaceBlacklist.isEmpty()
                && clusterWhitelist.stream().anyMatch(KindPattern::isEverything)
                && namespaceWhitelist
                        .map(list -> list.stream().anyMatch(KindPattern::isEverything))
                        .orElse(true);
    }

    private static boolean isIn(List<KindPattern> list, String group, String kind, String name) {
        return list.stream().anyMatch(pattern -> pattern.matches(group, kind, name));
    }

    private static boolean isDenied(List<KindPattern> list, String group, String kind, String name) {
        return list.stream().anyMatch(pattern -> pattern.mayMatch(group, kind, name));
    }
}
