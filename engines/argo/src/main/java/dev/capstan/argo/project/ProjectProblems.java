package dev.capstan.argo.project;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import dev.capstan.argo.glob.SearchExpression;
import dev.capstan.argo.project.DestinationRules.DestinationPattern;
import dev.capstan.argo.project.KindRules.KindPattern;
import dev.capstan.argo.repository.RepositoryUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is wrong with an AppProject: what Argo CD refuses, and what it passes over. */
final class ProjectProblems {
    private static final String DENIES_ALL = "!*";

    private final List<String> problems = new ArrayList<>();

    private ProjectProblems() {}

    static List<String> of(
            List<String> sourceRepos,
            List<DestinationPattern> destinations,
            KindRules kinds,
            List<String> sourceNamespaces,
            SyncWindows windows,
            List<ServiceAccounts.Entry> accounts) {
        var found = new ProjectProblems();
        found.destinations(destinations);
        found.sourceNamespaces(sourceNamespaces);
        found.sourceRepos(sourceRepos);
        found.kinds(kinds);
        found.problems.addAll(windows.problems());
        found.accounts(accounts);
        return List.copyOf(found.problems);
    }

    private void destinations(List<DestinationPattern> destinations) {
        var seen = new HashSet<String>();
        for (DestinationPattern pattern : destinations) {
            deniesAll("name", pattern.name());
            deniesAll("server", pattern.server());
            deniesAll("namespace", pattern.namespace());
            String cluster = pattern.server().isEmpty() ? pattern.name() : pattern.server();
            String key = cluster + "/" + pattern.namespace();
            if (!seen.add(key)) {
                problems.add("destination '" + key + "' is listed twice");
            }
            malformed(pattern.server(), GlobSyntax.TEXT);
            malformed(pattern.name(), GlobSyntax.TEXT);
            malformed(pattern.namespace(), GlobSyntax.TEXT);
        }
    }

    private void deniesAll(String field, String pattern) {
        if (pattern.equals(DENIES_ALL)) {
            problems.add("the " + field + " of a destination is '!*', which denies all of them");
        }
    }

    private void sourceNamespaces(List<String> namespaces) {
        var seen = new HashSet<String>();
        for (String namespace : namespaces) {
            if (!seen.add(namespace)) {
                problems.add("source namespace '" + namespace + "' is listed twice");
            }
            if (namespace.length() > 2 && namespace.startsWith("/") && namespace.endsWith("/")) {
                expression(namespace.substring(1, namespace.length() - 1));
            } else {
                malformed(namespace, GlobSyntax.TEXT);
            }
        }
    }

    private void expression(String expression) {
        if (SearchExpression.parse(expression) instanceof SearchExpression.Parsed.Malformed(String why)) {
            problems.add(
                    "source namespace '/" + expression + "/' is not a regular expression that is read here: " + why);
        }
    }

    private void sourceRepos(List<String> repositories) {
        var seen = new HashSet<String>();
        for (String repository : repositories) {
            if (repository.equals(DENIES_ALL)) {
                problems.add("source repository '!*' denies all of them");
            }
            if (!seen.add(repository)) {
                problems.add("source repository '" + repository + "' is listed twice");
            }
            malformed(repository, GlobSyntax.URL);
            String url = repository.startsWith("!") ? repository.substring(1) : repository;
            if (RepositoryUrl.normalised(url).isEmpty()) {
                problems.add("source repository '" + repository + "' cannot be the URL of one"
                        + (repository.startsWith("!") ? "; it denies everything" : "; it permits nothing"));
            }
        }
    }

    private void kinds(KindRules kinds) {
        kinds.clusterWhitelist().forEach(pattern -> malformed(pattern, "it permits nothing"));
        kinds.clusterBlacklist().forEach(pattern -> malformed(pattern, "it denies everything"));
        kinds.namespaceWhitelist().orElse(List.of()).forEach(pattern -> malformed(pattern, "it permits nothing"));
        kinds.namespaceBlacklist().forEach(pattern -> malformed(pattern, "it denies everything"));
    }

    private void malformed(KindPattern pattern, String effect) {
        for (LenientGlob glob : List.of(pattern.group(), pattern.kind(), pattern.name())) {
            if (Glob.parse(glob.text(), GlobSyntax.NAME) instanceof Glob.Parsed.Malformed(String why)) {
                problems.add(why + "; " + effect);
            }
        }
    }

    private void accounts(List<ServiceAccounts.Entry> accounts) {
        var seen = new HashSet<String>();
        for (ServiceAccounts.Entry entry : accounts) {
            accountPattern("server", entry.server());
            accountPattern("namespace", entry.namespace());
            if (!entry.isUsable()) {
                problems.add(entry.unusable());
            }
            String key = entry.server() + "/" + entry.namespace();
            if (!seen.add(key)) {
                problems.add("the service account for destination '" + key + "' is listed twice");
            }
        }
    }

    private void accountPattern(String field, String pattern) {
        boolean isMalformed = Glob.parse(pattern, GlobSyntax.TEXT) instanceof Glob.Parsed.Malformed;
        if (isMalformed || pattern.contains("!")) {
            problems.add("the " + field + " '" + pattern + "' of a service account is malformed or a denial");
        }
    }

    private void malformed(String pattern, GlobSyntax syntax) {
        String plain = pattern.startsWith("!") ? pattern.substring(1) : pattern;
        if (Glob.parse(plain, syntax) instanceof Glob.Parsed.Malformed(String why)) {
            problems.add(why + (pattern.startsWith("!") ? "; it denies everything" : "; it permits nothing"));
        }
    }
}
