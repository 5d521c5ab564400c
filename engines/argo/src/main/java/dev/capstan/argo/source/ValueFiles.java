package dev.capstan.argo.source;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values files by the names that Helm options have for them: paths from the folder of the chart, with a slash in front from the
 * root of the repository, {@code $ref/path} from the root of another source's repository, patterns, and URLs. No name leads out of the
 * repository that it is for, be it by dots or by links.
 */
public final class ValueFiles {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z0-9_]+)");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final SourceFolder folder;
    private final Map<String, Reference> references;
    private final Predicate<String> permits;
    private final BuildEnvironment environment;

    /** The repository of a source that others refer to. */
    public record Reference(String repoUrl, FileTree tree) {}

    /**
     * Finds files for a source.
     *
     * @param references by {@code ref}
     * @param permits whether the project permits a repository as a source
     */
    public ValueFiles(
            SourceFolder folder,
            Map<String, Reference> references,
            Predicate<String> permits,
            BuildEnvironment environment) {
        this.folder = folder;
        this.references = new TreeMap<>(references);
        this.permits = permits;
        this.environment = environment;
    }

    /** Where a name leads, before anybody has looked whether something is there. */
    private sealed interface Place {
        record Path(FileTree tree, String path) implements Place {}

        record Url(String url) implements Place {}
    }

    /**
     * The files of {@code valueFiles}, in the order in which they count, each once. What a pattern finds is sorted; a file that is also
     * named by itself counts there.
     */
    List<ValueFile> find(List<String> names, boolean ignoresMissing) throws IOException, SourceFailure {
        Set<String> named = new HashSet<>();
        for (String name : names) {
            if (!isPattern(name)) {
                path(name).ifPresent(named::add);
            }
        }
        var files = new LinkedHashSet<ValueFile>();
        var seen = new HashSet<String>();
        for (String name : names) {
            Place place = place(name);
            if (place instanceof Place.Path(FileTree tree, String path) && Glob.isPattern(path)) {
                List<String> found = PathSearch.find(tree, path);
                if (found.isEmpty() && !ignoresMissing) {
                    throw new SourceFailure("the pattern '" + name + "' stands for no file");
                }
                for (String match : found) {
                    var file = new ValueFile.Local(shown(name, match), tree, resolved(tree, match, name));
                    if (!named.contains(key(file)) && seen.add(key(file))) {
                        files.add(file);
                    }
                }
            } else {
                Optional<ValueFile> file = file(name, place);
                if (file.isEmpty() && !ignoresMissing) {
                    throw new SourceFailure("there is no file '" + name + "'");
                }
                file.filter(found -> seen.add(key(found))).ifPresent(files::add);
            }
        }
        return List.copyOf(files);
    }

    /** One file, which must be there. */
    ValueFile one(String name) throws IOException, SourceFailure {
        return file(name, place(name)).orElseThrow(() -> new SourceFailure("there is no file '" + name + "'"));
    }

    /** What a pattern has found, as it would be named by itself. */
    private String shown(String name, String path) {
        int slash = name.indexOf('/');
        boolean isReference = name.startsWith("$") && slash > 0 && references.containsKey(name.substring(1, slash));
        return (isReference ? name.substring(0, slash) : "") + "/" + path;
    }

    private boolean isPattern(String name) throws SourceFailure {
        return place(name) instanceof Place.Path(FileTree _, String path) && Glob.isPattern(path);
    }

    private Optional<String> path(String name) throws IOException, SourceFailure {
        return file(name, place(name)).map(ValueFiles::key);
    }

    private static String key(ValueFile file) {
        return switch (file) {
            case ValueFile.Local(String _, FileTree tree, String path) -> System.identityHashCode(tree) + ":" + path;
            case ValueFile.Remote(String _, String url) -> url;
        };
    }

    private Optional<ValueFile> file(String name, Place place) throws IOException, SourceFailure {
        return switch (place) {
            case Place.Url(String url) -> Optional.of(new ValueFile.Remote(RepositoryUrl.shown(url), url));
            case Place.Path(FileTree tree, String path) -> {
                String resolved = resolved(tree, path, name);
                yield switch (tree.kind(resolved)) {
                    case FILE -> Optional.of(new ValueFile.Local(name, tree, resolved));
                    case ABSENT -> Optional.empty();
                    case DIRECTORY, LINK -> throw new SourceFailure("'" + name + "' is no file");
                };
            }
        };
    }

    private static String resolved(FileTree tree, String path, String name) throws IOException, SourceFailure {
        return TreePath.resolve(tree, path)
                .orElseThrow(() -> new SourceFailure("the file '" + name + "' lies outside of its repository"));
    }

    private Place place(String name) throws SourceFailure {
        if (name.startsWith("$")) {
            int slash = name.indexOf('/');
            String segment = slash < 0 ? name : name.substring(0, slash);
            Reference reference = references.get(segment.substring(1));
            if (reference != null) {
                return inReference(name, slash < 0 ? "" : name.substring(slash), reference);
            }
            refuseUnknown(segment);
        }
        String expanded = environment.expand(name);
        Matcher scheme = SCHEME.matcher(expanded);
        if (scheme.matches()) {
            if (!SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
                throw new SourceFailure("the URL scheme '" + scheme.group(1) + "' is not allowed");
            }
            return new Place.Url(expanded);
        }
        return expanded.startsWith("/")
                ? within(folder.tree(), "", expanded, name)
                : within(folder.tree(), folder.path(), expanded, name);
    }

    private Place inReference(String name, String rest, Reference reference) throws SourceFailure {
        if (!permits.test(reference.repoUrl())) {
            throw new SourceFailure("values file '" + name + "' refers to the repository "
                    + RepositoryUrl.shown(reference.repoUrl()) + ", which the project does not permit");
        }
        return within(reference.tree(), "", environment.expand(rest), name);
    }

    private void refuseUnknown(String segment) throws SourceFailure {
        Matcher variable = VARIABLE.matcher(segment);
        if (segment.startsWith("$$") || variable.lookingAt() && environment.has(variable.group(1))) {
            return;
        }
        if (references.isEmpty()) {
            throw new SourceFailure("no source has the ref of '" + segment + "', nor any other");
        }
        List<String> known = new ArrayList<>();
        references.keySet().forEach(reference -> known.add("$" + reference));
        throw new SourceFailure("no source has the ref of '" + segment + "'; there are " + String.join(", ", known));
    }

    private static Place within(FileTree tree, String base, String path, String name) throws SourceFailure {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        String joined = TreePath.join(base, path.substring(start))
                .filter(inside -> !inside.isEmpty())
                .orElseThrow(() -> new SourceFailure("the file '" + name + "' lies outside of its repository"));
        return new Place.Path(tree, joined);
    }
}
