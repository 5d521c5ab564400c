package dev.capstan.cli.bootstrap;

import dev.capstan.git.RemoteUrl;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.util.Optional;

/**
 * From where a cluster is kept already, as a repository or a cluster says it; empty where it does not say.
 *
 * @param url of the repository
 * @param branch of it
 * @param path in it
 */
record RecordedSync(Optional<String> url, Optional<String> branch, Optional<String> path) {

    /**
     * Reads {@code gotk-sync.yaml}.
     *
     * @return empty when there is none, or one that holds nothing of that
     */
    static Optional<RecordedSync> read(FileTree files, String path) throws IOException {
        if (files.kind(path) != EntryKind.FILE) {
            return Optional.empty();
        }
        RecordedSync found = new RecordedSync(Optional.empty(), Optional.empty(), Optional.empty());
        try {
            for (YamlDocument document : YamlReader.readAll(path, files.read(path), Limits.DEFAULT)) {
                if (document.root() instanceof YamlMap object) {
                    found = found.with(object);
                }
            }
        } catch (YamlSyntaxException unreadable) {
            return Optional.empty(); // it is written anew
        }
        return Optional.of(found);
    }

    private RecordedSync with(YamlMap object) {
        Optional<YamlMap> spec = Optional.ofNullable(object.getMap("spec"));
        return switch (String.valueOf(object.getText("kind"))) {
            case "GitRepository" ->
                new RecordedSync(
                        spec.map(fields -> fields.getText("url")),
                        spec.map(fields -> fields.getMap("ref")).map(ref -> ref.getText("branch")),
                        path);
            case "Kustomization" -> new RecordedSync(url, branch, spec.map(fields -> fields.getText("path")));
            default -> this;
        };
    }

    /**
     * In what it is another one than what is wanted: another repository, branch or path. How the repository is reached does not count.
     *
     * @return for people; empty when it is the same
     */
    Optional<String> difference(SyncSpec wanted) {
        if (url.filter(other -> !isSameRepository(other, wanted.url())).isPresent()) {
            return Optional.of("the repository " + shown(url.get()));
        }
        if (branch.filter(other -> !other.equals(wanted.branch())).isPresent()) {
            return Optional.of("the branch '" + branch.get() + "'");
        }
        return path.filter(other -> !normal(other).equals(normal(wanted.path().toString())))
                .map(other -> "the path '" + other + "'");
    }

    private static boolean isSameRepository(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        Optional<RemoteUrl> first = RemoteUrl.parse(one).success();
        Optional<RemoteUrl> second = RemoteUrl.parse(other).success();
        return first.isPresent()
                && second.isPresent()
                && repository(first.get()).equals(repository(second.get()))
                && (first.get().host().equals(second.get().host())
                        || first.get().scheme() != second.get().scheme());
    }

    private static String repository(RemoteUrl url) {
        return url.path().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }

    private static String shown(String url) {
        return RemoteUrl.parse(url).map(RemoteUrl::toString).success().orElse("that its url names");
    }

    private static String normal(String path) {
        return path.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "").replaceFirst("^\\.$", "");
    }
}
